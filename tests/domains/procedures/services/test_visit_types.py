"""The kinds of visits: added, described, ordered, retired."""

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.procedures.models import VisitType
from yingke.domains.procedures.services import visit_types
from yingke.domains.procedures.services.visit_types import TypeFields
from yingke.domains.visits.services import requests
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
PRESS = TypeFields(name="媒体探访", name_en="Press visit", description="记者参观")


@pytest.fixture
def admin():
    return make_user(name="系统管理员", roles=("admin",))


def last_change(row):
    return journal.about("visits.visit_type", row.pk).first().event


def order():
    return list(VisitType.objects.values_list("code", flat=True))


def test_a_new_type_comes_last(admin):
    row = visit_types.add_type(actor=admin, code="press", fields=PRESS)
    assert order() == ["talks", "tour", "technical", "signing", "press"]
    assert (last_change(row).change, last_change(row).after["name"]) == ("added", "媒体探访")


@pytest.mark.parametrize("code", ["talks", "standard"])
def test_a_code_that_is_taken_is_refused(admin, code):
    with pytest.raises(RuleViolation, match="code_taken"):
        visit_types.add_type(actor=admin, code=code, fields=PRESS)


def test_a_type_needs_a_chinese_name(admin):
    with pytest.raises(RuleViolation, match="name_missing"):
        visit_types.add_type(actor=admin, code="press", fields=TypeFields(name=" "))


def test_the_journal_keeps_what_a_type_was_called(admin):
    row = VisitType.objects.get(code="tour")
    fields = TypeFields(**{**visit_types.values_of(row), "name_en": "Tour"})
    changed = visit_types.change_type(actor=admin, visit_type_id=row.pk, version=1, fields=fields)
    assert changed.version == 2
    assert last_change(row).before == {"name_en": "Visit and inspection"}
    assert last_change(row).after == {"name_en": "Tour"}
    with pytest.raises(RuleViolation, match="stale"):
        visit_types.change_type(actor=admin, visit_type_id=row.pk, version=1, fields=PRESS)


def test_a_retired_type_takes_no_new_request_but_keeps_its_visits(admin):
    with clock.at(w.MONDAY):
        world = w.make_world()
        draft = make_visit(world, "draft")
        visit_types.retire_type(actor=admin, visit_type_id=draft.visit_type_id)
        sent = requests.submit(actor=world.requester, visit_id=draft.pk, version=draft.version)
        assert sent.state == "submitted"
        with pytest.raises(RuleViolation, match="visit_type_retired"):
            make_visit(world, "draft")
        visit_types.offer_type(actor=admin, visit_type_id=draft.visit_type_id)
        assert make_visit(world, "draft").visit_type_id == draft.visit_type_id


def test_the_last_type_stays(admin):
    *others, last = VisitType.objects.all()
    for row in others:
        visit_types.retire_type(actor=admin, visit_type_id=row.pk)
    with pytest.raises(RuleViolation, match="last_visit_type"):
        visit_types.retire_type(actor=admin, visit_type_id=last.pk)


def test_what_is_so_already_is_not_written_down_again(admin):
    row = VisitType.objects.get(code="tour")
    visit_types.offer_type(actor=admin, visit_type_id=row.pk)
    visit_types.retire_type(actor=admin, visit_type_id=row.pk)
    visit_types.retire_type(actor=admin, visit_type_id=row.pk)
    assert journal.about("visits.visit_type", row.pk).count() == 1


def test_a_type_moves_one_place_at_a_time(admin):
    row = VisitType.objects.get(code="tour")
    visit_types.move_type(actor=admin, visit_type_id=row.pk, up=True)
    assert order() == ["tour", "talks", "technical", "signing"]
    assert last_change(row).before == {"order": ["talks", "tour", "technical", "signing"]}
    visit_types.move_type(actor=admin, visit_type_id=row.pk, up=True)
    assert journal.about("visits.visit_type", row.pk).count() == 1


def test_a_host_does_not_shape_the_types():
    host, row = make_user(roles=("host",)), VisitType.objects.get(code="tour")
    for call in (
        lambda: visit_types.add_type(actor=host, code="press", fields=PRESS),
        lambda: visit_types.change_type(actor=host, visit_type_id=row.pk, version=1, fields=PRESS),
        lambda: visit_types.retire_type(actor=host, visit_type_id=row.pk),
        lambda: visit_types.offer_type(actor=host, visit_type_id=row.pk),
        lambda: visit_types.move_type(actor=host, visit_type_id=row.pk, up=True),
    ):
        with pytest.raises(NotAllowed):
            call()
