"""Needs and timing rules as an administrator keeps them."""

import pytest
from tests.factories.identity import make_user
from tests.objects.checks import statuses

from yingke.domains.planning.models import Need, Timing
from yingke.domains.planning.services import needs as services
from yingke.domains.planning.web.registers import NEEDS, TIMINGS
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(make_user(roles=("admin",)))
    return client


def test_a_new_company_has_needs_for_each_kind_of_item_that_has_any():
    kinds = set(Need.objects.values_list("item_kind", flat=True))
    assert kinds == set(AgendaKind.values) - {"break"}
    assert Need.objects.filter(role="interpreter", guests_language=True).count() == 8


def test_a_need_is_added_changed_and_taken_out_of_use(admin):
    values = {"item_kind": "talk", "name": "速记", "kind": "person", "role": "service", "level": 3}
    values |= {"count": 1, "weight": 100, "active": "on"}
    assert admin.post(NEEDS.url("new"), values).status_code == 302
    need = Need.objects.get(name="速记")
    edit = NEEDS.url("edit", need.pk)
    admin.post(edit, {**values, "version": 1, "count": 2, "active": ""})
    need.refresh_from_db()
    assert (need.count, need.active) == (2, False)


def test_a_person_needs_a_role_and_nothing_else_has_one(admin):
    values = {"item_kind": "talk", "name": "速记", "kind": "room", "role": "service", "level": 3}
    values |= {"count": 1, "weight": 100}
    page = admin.post(NEEDS.url("new"), values)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["role"])
    with pytest.raises(RuleViolation, match="need_role"):
        services.save_need(actor=None, item_kind="talk", kind="person", name="速记")


def test_a_time_window_ends_after_it_starts(admin):
    values = {"item_kind": "meal", "name": "早餐", "earliest": "09:00", "latest": "07:30"}
    page = admin.post(TIMINGS.url("new"), values)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["latest"])
    admin.post(TIMINGS.url("new"), {**values, "earliest": "07:00", "active": "on"})
    assert Timing.objects.get(name="早餐").latest == "07:30"


def test_only_who_may_edit_them_sees_them(client):
    client.force_login(make_user(roles=("coordinator",)))
    need = Need.objects.first()
    pages = [NEEDS.url("list"), NEEDS.url("detail", need.pk), TIMINGS.url("list")]
    assert statuses(client, pages) == [404, 404, 404]


def test_the_arrow_of_the_list_stands_at_what_it_sorts_by(admin):
    page = admin.get(NEEDS.url("list"), {"sort": "-name"})
    (heading,) = [one for one in page.context["table"].headings if one.direction]
    assert (heading.column.code, heading.direction) == ("item_kind", "descending")
    kinds = [row.item_kind for row in page.context["table"].page.items]
    assert kinds == sorted(kinds, reverse=True)
