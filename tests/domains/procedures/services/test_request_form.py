"""Questions asked, reworded and retired, while requests keep the form they were written with."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.queries import request_form as queries
from yingke.domains.procedures.rules.request_form import Wording
from yingke.domains.procedures.services import request_form
from yingke.domains.visits.services import requests
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

LATER = w.MONDAY + timedelta(hours=2)
PRESS = Wording(name="有记者随行", name_en="Press comes along", kind="yes_no", required=True)


@pytest.fixture
def admin(world):
    return make_user(name="系统管理员", roles=("admin",))


@pytest.fixture
def talks(db):
    return VisitType.objects.get(code="talks")


def codes(visit_type_id, at=None):
    return [row.code for row in queries.fields_of(visit_type_id, at=at)]


def current(code):
    return RequestField.objects.get(code=code, until=None)


def asked_later(admin, visit_type_id, wording=PRESS, code="press"):
    with clock.at(LATER):
        return request_form.add_field(
            actor=admin, visit_type_id=visit_type_id, wording=wording, code=code
        )


def test_a_new_question_comes_last_and_is_written_to_the_journal(admin, talks):
    row = asked_later(admin, talks.pk)
    assert codes(talks.pk) == ["transport", "hotel_nights", "photos", "press"]
    entry = journal.about("visits.visit_type", talks.pk).first()
    assert (entry.actor, entry.event.change, entry.event.after["kind"]) == (
        admin,
        "added",
        "yes_no",
    )
    assert row.since == LATER


def test_questions_of_all_types_are_asked_before_those_of_the_type(admin):
    technical = VisitType.objects.get(code="technical")
    assert codes(technical.pk)[0] == "transport"
    assert codes(technical.pk)[-1] == "nda"


def test_a_code_cannot_stand_twice_on_one_form(admin, talks):
    with pytest.raises(RuleViolation, match="code_taken"):
        asked_later(admin, talks.pk, code="photos")
    asked_later(admin, talks.pk)
    with pytest.raises(RuleViolation, match="code_taken"):
        asked_later(admin, None)


def test_a_request_that_exists_is_not_asked_what_came_later(world, admin, talks):
    draft = make_visit(world, "draft")
    asked_later(admin, talks.pk)
    with clock.at(LATER + timedelta(minutes=1)):
        sent = requests.submit(actor=world.requester, visit_id=draft.pk, version=draft.version)
        assert sent.state == "submitted"
        fresh = make_visit(world, "draft")
        with pytest.raises(RuleViolation, match="answer_missing") as caught:
            requests.submit(actor=world.requester, visit_id=fresh.pk, version=fresh.version)
    assert caught.value.field == "answer_press"


def test_a_reworded_question_stays_as_it_was_where_it_was_asked_before(world, admin, talks):
    draft = make_visit(world, "draft", answers={"transport": "pickup"})
    old = current("transport")
    with clock.at(LATER):
        new = request_form.change_field(
            actor=admin,
            field_id=old.pk,
            version=old.pk,
            wording=Wording(
                name="交通",
                name_en="Travel",
                kind="choice",
                options=(
                    {"value": "own", "name": "自行", "name_en": "On their own"},
                    {"value": "train", "name": "高铁", "name_en": "By train"},
                ),
            ),
        )
        kept = requests.change_request(
            actor=world.requester,
            visit_id=draft.pk,
            version=draft.version,
            fields=world.fields(headcount=5, answers={"transport": "pickup"}),
        )
    assert kept.answers == {"transport": "pickup"}
    assert queries.fields_of(talks.pk, at=draft.asked_at)[0].label == "接送方式"
    assert queries.fields_of(talks.pk)[0].label == "交通"
    old.refresh_from_db()
    assert (old.until, new.since, new.code) == (LATER, LATER, "transport")
    change = journal.about("visits.visit_type", 0).first().event
    assert (change.before["name"], change.after["name"]) == ("接送方式", "交通")
    assert "required" not in change.after


def test_nothing_new_is_written_when_nothing_changed(admin):
    row = current("photos")
    wording = Wording(**request_form.values_of(row))
    same = request_form.change_field(actor=admin, field_id=row.pk, version=row.pk, wording=wording)
    assert same == row
    assert RequestField.objects.filter(code="photos").count() == 1


def test_an_answer_to_a_retired_question_outlives_later_changes(world, admin):
    draft = make_visit(world, "draft", answers={"hotel_nights": 0})
    row = current("hotel_nights")
    with clock.at(LATER):
        request_form.retire_field(actor=admin, field_id=row.pk, version=row.pk)
        changed = requests.change_request(
            actor=world.requester,
            visit_id=draft.pk,
            version=draft.version,
            fields=world.fields(headcount=4, answers={"photos": True}),
        )
    assert changed.answers == {"hotel_nights": 0, "photos": True}
    assert "hotel_nights" not in codes(draft.visit_type_id)
    assert [one.code for one in queries.retired_fields(None)] == ["hotel_nights"]


def test_another_type_is_asked_as_it_stands_now(world, admin):
    tour = VisitType.objects.get(code="tour")
    draft = make_visit(world, "draft", answers={"photos": True})
    asked_later(admin, tour.pk, Wording(name="鞋码", kind="number"), "shoes")
    with clock.at(LATER + timedelta(minutes=1)):
        changed = requests.change_request(
            actor=world.requester,
            visit_id=draft.pk,
            version=draft.version,
            fields=world.fields(visit_type_id=tour.pk, answers={"shoes": 42}),
        )
    changed.refresh_from_db()
    assert changed.answers == {"shoes": 42}
    assert changed.asked_at == LATER + timedelta(minutes=1)


def test_who_was_slower_is_told_so(admin):
    row = current("photos")
    words = Wording(name="允许拍照和录像", kind="yes_no")
    with clock.at(LATER):
        request_form.change_field(actor=admin, field_id=row.pk, version=row.pk, wording=words)
        with pytest.raises(RuleViolation, match="stale"):
            request_form.change_field(actor=admin, field_id=row.pk, version=row.pk, wording=words)
        with pytest.raises(RuleViolation, match="stale"):
            request_form.retire_field(actor=admin, field_id=row.pk, version=row.pk)


def test_what_is_retired_can_neither_be_changed_nor_moved(admin):
    row = current("photos")
    request_form.retire_field(actor=admin, field_id=row.pk, version=row.pk)
    with pytest.raises(RuleViolation, match="question_retired"):
        request_form.retire_field(actor=admin, field_id=row.pk, version=row.pk)
    with pytest.raises(RuleViolation, match="question_retired"):
        request_form.move_field(actor=admin, field_id=row.pk, up=True)


def test_a_question_moves_one_place_at_a_time(admin, talks):
    request_form.move_field(actor=admin, field_id=current("photos").pk, up=True)
    assert codes(talks.pk) == ["transport", "photos", "hotel_nights"]
    change = journal.about("visits.visit_type", 0).first().event
    assert change.after == {"order": ["transport", "photos", "hotel_nights"]}
    request_form.move_field(actor=admin, field_id=current("transport").pk, up=True)
    assert journal.about("visits.visit_type", 0).count() == 1


def test_a_coordinator_does_not_shape_the_form(world, talks):
    row = current("photos")
    for call in (
        lambda: asked_later(world.coordinator, talks.pk),
        lambda: request_form.change_field(
            actor=world.coordinator, field_id=row.pk, version=row.pk, wording=PRESS
        ),
        lambda: request_form.retire_field(actor=world.coordinator, field_id=row.pk, version=row.pk),
        lambda: request_form.move_field(actor=world.coordinator, field_id=row.pk, up=True),
    ):
        with pytest.raises(NotAllowed):
            call()
