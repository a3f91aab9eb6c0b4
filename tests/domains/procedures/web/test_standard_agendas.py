"""The standard agenda on the page of its visit type."""

from itertools import pairwise

import pytest
from django.urls import reverse
from tests.factories.identity import make_user

from yingke.domains.procedures.models import StandardItem, VisitType
from yingke.foundation.journal import queries as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(
        make_user(name="系统管理员", name_en="Admin", roles=("admin",), language="en")
    )
    return client


@pytest.fixture
def kind(db):
    return VisitType.objects.get(code="talks")


def page(browser, kind):
    return browser.get(reverse("procedures:type", args=[kind.pk])).content.decode()


def test_each_seeded_type_has_one_that_fits_a_day(db):
    for kind in VisitType.objects.all():
        items = list(kind.standard_items.all())
        assert 7 <= len(items) <= 8, kind
        assert sum(item.interactive for item in items) >= 3 or kind.code == "signing"
        for before, after in pairwise(items):
            assert 0 <= after.starts - (before.starts + before.length) <= 45, after.name


def test_the_page_of_a_type_shows_when_items_are_and_what_they_need(admin, kind):
    html = page(admin, kind)
    listed = admin.get(reverse("procedures:standard-agenda-items-list"), {"visit_type": kind.code})
    assert f'href="{listed.request["PATH_INFO"]}?visit_type={kind.code}"' in html
    assert "Working lunch" in listed.content.decode()
    assert "Tea break" not in listed.content.decode()
    assert "−1:00 · 50 min · Vehicle · Driver" in html
    assert "Working lunch" in html


def test_an_item_is_added_changed_and_taken_out_of_use(admin, kind):
    values = {
        "visit_type": kind.pk,
        "kind": "break",
        "name": "茶歇",
        "day": 2,
        "starts": 60,
        "length": 15,
        "roles": ["service"],
        "active": "on",
    }
    new = reverse("procedures:standard-agenda-items-new")
    assert admin.post(new, values).status_code == 302
    item = StandardItem.objects.get(name="茶歇", visit_type=kind)
    assert "Day 2 · +1:00 · 15 min · Service" in page(admin, kind)
    edit = reverse("procedures:standard-agenda-items-edit", args=[item.pk])
    admin.post(edit, {**values, "version": item.version, "length": 20, "active": ""})
    item.refresh_from_db()
    assert (item.length, item.active) == (20, False)
    assert "茶歇" not in page(admin, kind)
    kinds = [entry.kind for entry in journal.about("procedures.standarditem", item.pk)]
    assert kinds == ["procedures.standard_item_changed"] * 2


def test_only_who_edits_procedures_changes_a_standard_agenda(client, kind):
    item = kind.standard_items.first()
    client.force_login(make_user(name="统筹", roles=("coordinator",)))
    edit = reverse("procedures:standard-agenda-items-edit", args=[item.pk])
    assert client.post(edit, {"name": "改"}).status_code == 403
    assert client.get(reverse("procedures:standard-agenda-items-list")).status_code == 200


@pytest.mark.parametrize(("field", "value"), [("starts", -481), ("length", 0), ("day", 15)])
def test_a_time_out_of_bounds_is_refused_at_its_field(field, value, admin, kind):
    values = {"visit_type": kind.pk, "kind": "talk", "name": "会谈", "starts": 0, "length": 60}
    new = reverse("procedures:standard-agenda-items-new")
    answer = admin.post(new, {**values, "day": 1, "active": "on", field: value})
    assert field in answer.context["form"].errors
