import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.domains.visits.world import MONDAY

from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web.words import duration
from yingke.foundation.kernel import clock

INDEX = reverse("assessment:index")


@pytest.fixture(autouse=True)
def _later():
    with clock.at(MONDAY + timedelta(weeks=8)):
        yield


def test_the_page_shows_every_indicator_with_its_twelve_months(client, world, one):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": "2025-11"})
    assert page.status_code == 200
    assert page.text.count('class="spark ') == 6
    assert page.text.count('class="chart-month"') == 12
    assert "style=" not in page.text
    for indicator in Indicator:
        assert f"month=2025-11&amp;indicator={indicator}" in page.text


def test_behind_each_indicator_stand_its_visits(client, world, one):
    client.force_login(world.coordinator)
    for indicator in Indicator:
        address = reverse("assessment:indicator", args=[indicator])
        page = client.get(address, {"month": "2025-11"})
        assert page.status_code == 200
        assert reverse("assessment:visit", args=[one.pk]) in page.text


def test_the_list_behind_an_indicator_costs_the_same_for_one_row_and_for_more(
    client, world, company, django_assert_max_num_queries
):
    client.force_login(world.coordinator)
    address = reverse("assessment:indicator", args=["accuracy"])
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address, {"month": "2025-12"})
    with django_assert_max_num_queries(12) as more:
        client.get(address, {"month": "2025-11"})
    assert len(few) == len(more)


def test_a_visit_shows_the_facts_behind_its_figures(client, world, one):
    client.force_login(world.coordinator)
    page = client.get(reverse("assessment:visit", args=[one.pk]))
    assert page.status_code == 200
    assert page.text.count('class="row"') >= one.nodes.count()


def test_only_those_who_may_see_indicators_find_them(client, world, one):
    addresses = [
        INDEX,
        reverse("assessment:indicator", args=["cycle"]),
        reverse("assessment:visit", args=[one.pk]),
    ]
    for person in (world.host, world.stranger):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.logout()
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize("month", ["yesterday", "2025-13", "9999-12", "' or 1=1"])
def test_a_month_that_cannot_be_read_shows_the_present_one(client, world, one, month):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": month})
    assert page.status_code == 400
    assert "2026-01" in page.text


def test_the_months_are_chosen_in_the_language_of_the_page(client, world):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": "2025-12"})
    assert '<option value="2025-12" selected>2025年12月</option>' in page.text


def test_an_unknown_indicator_is_not_found(client, world):
    client.force_login(world.coordinator)
    assert client.get("/insights/charm/").status_code == 404
    assert client.get(reverse("assessment:visit", args=[0])).status_code == 404


def test_a_month_without_facts_says_that_there_is_not_enough_data(client, world):
    client.force_login(world.coordinator)
    figures = client.get(INDEX, {"month": "2024-05"}).context["figures"]
    assert {figure.value for figure in figures} == {"数据不足"}
    assert not any(figure.enough for figure in figures)


def test_an_indicator_is_put_on_top_and_broken_down(client, world, one):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": "2025-11", "indicator": "cycle", "by": "site"})
    assert page.context["figure"].code == "cycle"
    assert [part.label for part in page.context["parts"]] == [world.site.label]
    assert f"site={world.site.pk}" in page.context["parts"][0].url


def test_a_month_leads_to_its_rows_and_the_file_has_exactly_these(client, world, one):
    client.force_login(world.coordinator)
    address = reverse("assessment:indicator", args=["accuracy"])
    query = {"month": "2025-11", "missed": "1"}
    rows = [row.visit.title for row in client.get(address, query).context["table"].page.items]
    text = client.get(address, query | {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert [line[0] for line in list(csv.reader(io.StringIO(text)))[1:]] == rows
    every = client.get(address, {"month": "2025-11"}).context["table"].page.items
    assert 0 < len(rows) <= len(every)
    assert all(row.missed for row in every[: len(rows)])


def test_the_chart_is_a_picture(client, world, one):
    client.force_login(world.coordinator)
    answer = client.get(reverse("assessment:picture", args=["accuracy"]), {"month": "2025-11"})
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    client.force_login(world.stranger)
    assert client.get(reverse("assessment:picture", args=["accuracy"])).status_code == 404


@pytest.mark.parametrize(
    ("seconds", "text"), [(90, "2"), (5400, "1.5"), (49 * 3600, "2.0"), (0, "0")]
)
def test_a_duration_is_said_in_the_unit_that_fits(seconds, text):
    assert duration(seconds).split()[0] == text
