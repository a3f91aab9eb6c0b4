import csv
import io

import pytest
from django.test import RequestFactory, override_settings
from django.utils import timezone, translation
from openpyxl import load_workbook
from tests.foundation.ui.tables.test_table import Person
from tests.foundation.ui.tables.world import ViewTable, make_views

from yingke.foundation.ui.models import SavedView
from yingke.foundation.ui.tables import Column, export, list_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LIST = '{% load ui %}{% part "table" %}{% data_table table %}{% endpart %}'


@pytest.fixture(autouse=True)
def list_template():
    loaders = [
        ("django.template.loaders.locmem.Loader", {"list.html": LIST}),
        "django.template.loaders.app_directories.Loader",
    ]
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": loaders,
            "context_processors": ["django.template.context_processors.request"],
        },
    }
    with override_settings(TEMPLATES=[engine]):
        yield


def answer(query=""):
    request = RequestFactory().get(f"/views/?{query}")
    request.user = Person()
    return list_page(request, "list.html", ViewTable(request, SavedView.objects.all()))


def test_a_tampered_cursor_answers_400_with_a_sentence_above_the_first_page():
    make_views("a", "b", "c")
    response = answer("cursor=forged")
    html = response.content.decode()
    assert response.status_code == 400
    assert "This page link is not valid." in html
    assert html.count("data-row-link") == 2


def test_a_cursor_of_another_order_is_refused_too():
    make_views("a", "b", "c")
    request = RequestFactory().get("/views/")
    request.user = Person()
    cursor = ViewTable(request, SavedView.objects.all()).page.next_cursor
    assert answer(f"cursor={cursor}").status_code == 200
    assert answer(f"sort=owner&cursor={cursor}").status_code == 400


def test_a_csv_holds_all_filtered_rows_in_the_shown_columns():
    make_views("a", "b", "c")
    make_views("other", table="customers")
    response = answer("export=csv&of=visits&column=owner&column=table")
    assert csv_lines(response) == [
        ["Name", "Of", "Owner"],
        ["a", "visits", "7"],
        ["b", "visits", "7"],
        ["c", "visits", "7"],
    ]
    assert response["Content-Disposition"].startswith('attachment; filename="view-specimens-')


def test_a_workbook_keeps_numbers_as_numbers_and_runs_no_formula():
    make_views("=1+1")
    response = answer("export=xlsx&column=owner&column=mark")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Name", "Owner", "Mark"],
        ["'=1+1", 7, "!"],
    ]


def test_a_file_that_cannot_hold_all_says_so_in_its_last_line(monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    make_views("a", "b")
    whole = csv_lines(answer("export=csv"))
    assert [line[0] for line in whole] == ["Name", "a", "b"]
    make_views("c")
    cut = csv_lines(answer("export=csv"))
    assert [line[0] for line in cut[:3]] == ["Name", "a", "b"]
    assert cut[3:] == [["More rows follow after these 2. Narrow the list with filters."]]


def test_a_stream_is_read_in_the_language_and_by_the_clock_of_its_page():
    make_views("a")
    request = RequestFactory().get("/views/")
    request.user = Person()
    with translation.override("zh-hans"), timezone.override("Asia/Tokyo"):
        response = export.export(Where(request, SavedView.objects.all()), "csv")
    assert here() != "zh-hans Asia/Tokyo"
    assert csv_lines(response)[1] == ["zh-hans Asia/Tokyo"]


class Where(ViewTable):
    columns = (Column("here", "Here", lambda view: here(), lead=True),)


def here():
    return f"{translation.get_language()} {timezone.get_current_timezone_name()}"


def csv_lines(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
