"""Report a change, decide on it, undo it, and tell those affected."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.identity import make_user
from tests.factories.resources import make_booking, make_room

from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries.changes import alternatives_of
from yingke.domains.planning.services import answering, changes, deciding, telling
from yingke.domains.planning.terms import ChangeState
from yingke.domains.visits.services import agenda, staffing
from yingke.domains.visits.terms import Answer
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification
from yingke.foundation.policy import services as policy

CLIENT = UUID("8f14e45f-ceea-467f-a83c-54b1d0f3a001")


def reported(world, scene, text="航班延误60分钟", actor=None, **more) -> ChangeRequest:
    """A change with its answers."""
    change = changes.report(actor=actor or world.expert, visit_id=scene.visit.pk, text=text, **more)
    answering.answer(change_id=change.pk)
    change.refresh_from_db()
    return change


def least_first(change) -> list[str]:
    return [one.kind for one in alternatives_of(change)]


def starts(scene) -> list[str]:
    rows = scene.visit.agenda.order_by("pk")
    return [f"{row.starts_at - scene.visit.arrives_at}" for row in rows]


def told(kind="planning.change_told") -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).select_related("user").order_by("user__name")
    return [(row.user.name, row.params["text"]) for row in rows]


def test_a_report_is_read_answered_and_kept(scene, world):
    change = reported(world, scene, source="林晓 短信")
    assert (change.kind, change.details) == ("late", {"minutes": 60})
    assert change.state == ChangeState.PROPOSED
    assert least_first(change)[0] == "least"
    assert 1 < len(change.alternatives) <= 3
    scene.visit.refresh_from_db()
    assert (change.visit_version, change.reported_by) == (scene.visit.version, world.expert)


def test_a_repeated_report_of_the_outbox_is_the_same_one(scene, world):
    first = reported(world, scene, client_id=CLIENT)
    assert reported(world, scene, client_id=CLIENT) == first
    assert ChangeRequest.objects.count() == 1


def test_what_is_not_understood_incomplete_or_unknown_is_refused(scene, world):
    for text, more, code in (
        ("客户带了样品", {}, "change_not_understood"),
        ("航班延误", {}, "change_incomplete"),
        ("", {"kind": "late", "details": {"minutes": 2000}}, "change_out_of_range"),
        ("", {"kind": "person", "details": {"staff": 999_999}}, "change_unknown"),
        ("", {"kind": "cancelled", "details": {"item": 999_999}}, "change_unknown"),
    ):
        with pytest.raises(RuleViolation, match=code):
            reported(world, scene, text=text, **more)
    assert not ChangeRequest.objects.exists()


def test_correcting_makes_the_answers_anew(scene, world):
    change = reported(world, scene)
    with pytest.raises(RuleViolation, match="stale"):
        changes.correct(
            actor=world.expert,
            change_id=change.pk,
            kind="late",
            details={"minutes": 30},
            version=change.version - 1,
        )
    corrected = changes.correct(
        actor=world.expert,
        change_id=change.pk,
        kind="late",
        details={"minutes": 30},
        version=change.version,
    )
    assert (corrected.state, corrected.alternatives) == (ChangeState.REPORTED, [])
    answering.answer(change_id=change.pk)
    corrected.refresh_from_db()
    arrival = alternatives_of(corrected)[0].arrives_at
    assert arrival - scene.visit.arrives_at == timedelta(minutes=30)


def test_confirming_writes_all_of_it_and_keeps_a_version_of_the_plan(scene, world):
    change = reported(world, scene)
    shift = least_first(change).index("shift")
    before = scene.visit.plan_versions.count()
    done = deciding.confirm(actor=world.host, change_id=change.pk, number=shift)
    assert done.is_applied
    assert starts(scene) == ["1:00:00", "2:30:00", "4:00:00"]
    arrival = scene.visit.arrives_at
    scene.visit.refresh_from_db()
    assert scene.visit.arrives_at == arrival + timedelta(hours=1)
    for item in scene.visit.agenda.all():
        (link,) = item.bookings.all()
        assert (link.booking.starts_at, link.booking.ends_at) == (item.starts_at, item.ends_at)
        assert item.people.get(staff=world.expert.staff).answer == Answer.ASKED
    assert scene.visit.plan_versions.count() == before + 1
    entry = journal.about("visits.visit", scene.visit.pk).get(kind="planning.change_applied")
    assert (entry.data["change_kind"], entry.data["moved"], entry.data["people"]) == ("late", 3, 1)


def test_only_those_affected_are_told_once_with_what_changed_for_them(scene, world):
    staffing.invite(
        actor=world.coordinator,
        item_id=scene.items[2].pk,
        staff_id=scene.guide.pk,
        role="guide",
    )
    Notification.objects.all().delete()
    change = reported(world, scene, text="取消环节 1")
    deciding.confirm(actor=world.host, change_id=change.pk)
    assert not Notification.objects.filter(kind="visits.item_removed").exists()
    assert told() == []
    later = clock.now() + timedelta(seconds=30)
    with clock.at(later):
        telling.tell(change_id=change.pk)
        telling.tell(change_id=change.pk)
    assert told() == [("孙倩", "环节 1取消（原 09:30–10:30）")]  # not the guide of item 3
    change.refresh_from_db()
    assert change.told_at == later
    entry = journal.about("visits.visit", scene.visit.pk).get(kind="planning.change_told")
    assert (entry.data["people"], entry.data["seconds"]) == (1, 30)


def test_each_person_reads_only_of_their_own_items(scene, world):
    staffing.invite(
        actor=world.coordinator,
        item_id=scene.items[2].pk,
        staff_id=scene.guide.pk,
        role="guide",
    )
    change = reported(world, scene)
    shift = least_first(change).index("shift")
    deciding.confirm(actor=world.host, change_id=change.pk, number=shift)
    telling.tell_now(actor=world.host, change_id=change.pk)
    texts = dict(told())
    assert texts["赵晗"] == f"环节 3改为 13:30–14:30（原 12:30–13:30） · {world.room.label}"
    assert len(texts["孙倩"].splitlines()) == 3


def test_messages_wait_until_the_change_can_no_longer_be_undone(scene, world):
    change = reported(world, scene)
    deciding.confirm(actor=world.host, change_id=change.pk)
    telling.tell(change_id=change.pk)
    assert told() == []
    telling.tell_now(actor=world.host, change_id=change.pk)
    assert [name for name, _text in told()] == ["孙倩"]
    with pytest.raises(RuleViolation, match="undo_expired"):
        deciding.undo(actor=world.host, change_id=change.pk)


def test_undo_brings_agenda_bookings_and_answers_back_and_tells_nobody(scene, world):
    change = reported(world, scene)
    deciding.confirm(actor=world.host, change_id=change.pk)
    undone = deciding.undo(actor=world.host, change_id=change.pk)
    assert undone.state == ChangeState.PROPOSED
    assert starts(scene) == ["0:00:00", "1:30:00", "3:00:00"]
    arrival = scene.visit.arrives_at
    scene.visit.refresh_from_db()
    assert scene.visit.arrives_at == arrival
    part = scene.items[0].people.get(staff=world.expert.staff)
    assert part.answer == Answer.ACCEPTED
    with clock.at(clock.now() + timedelta(minutes=1)):
        telling.tell(change_id=change.pk)
    assert told() == []
    again = deciding.confirm(actor=world.host, change_id=change.pk)
    assert again.is_applied


def test_a_room_taken_meanwhile_writes_nothing_and_is_answered_anew(scene, world):
    change = reported(world, scene)
    shift = least_first(change).index("shift")
    late = scene.items[2].ends_at
    make_booking(world.room, starts_at=late, label="天枢 · 评审")
    done = deciding.confirm(actor=world.coordinator, change_id=change.pk, number=shift)
    assert not done.is_applied
    assert done.lost == {str(scene.items[2].pk): {"what": world.room.label, "by": "天枢 · 评审"}}
    assert starts(scene) == ["0:00:00", "1:30:00", "3:00:00"]
    assert done.change.state == ChangeState.REPORTED
    assert told() == []


def test_an_agenda_that_was_edited_meanwhile_is_answered_anew(scene, world):
    change = reported(world, scene)
    fields = agenda.fields_of(scene.items[0], note="带样机")
    agenda.change_item(actor=world.coordinator, item_id=scene.items[0].pk, item=fields)
    done = deciding.confirm(actor=world.host, change_id=change.pk)
    assert (done.is_applied, done.is_stale) == (False, True)
    assert starts(scene) == ["0:00:00", "1:30:00", "3:00:00"]


def test_of_two_who_confirm_the_second_learns_that_it_is_done(scene, world):
    change = reported(world, scene)
    deciding.confirm(actor=world.host, change_id=change.pk)
    with pytest.raises(RuleViolation, match="change_closed"):
        deciding.confirm(actor=world.coordinator, change_id=change.pk)


def test_above_the_limit_somebody_else_approves_and_the_old_plan_holds_until_then(scene, world):
    admin = make_user(name="参数员", roles=("admin",))
    policy.set_value(actor=admin, code="planning.change.max_moves", value=1)
    change = reported(world, scene)
    shift = least_first(change).index("shift")
    sent = deciding.confirm(actor=world.host, change_id=change.pk, number=shift)
    assert sent.change.state == ChangeState.AWAITING
    assert starts(scene) == ["0:00:00", "1:30:00", "3:00:00"]
    asked = Notification.objects.filter(kind="planning.change_awaits")
    assert world.approver.pk in asked.values_list("user", flat=True)
    with pytest.raises(NotAllowed):
        deciding.approve(actor=world.host, change_id=change.pk)
    with pytest.raises(RuleViolation, match="reason_missing"):
        deciding.refuse(actor=world.approver, change_id=change.pk, reason=" ")
    done = deciding.approve(actor=world.approver, change_id=change.pk)
    assert done.is_applied
    assert (done.change.chosen_by, done.change.decided_by) == (world.host, world.approver)
    assert starts(scene) == ["1:00:00", "2:30:00", "4:00:00"]


def test_a_refusal_says_why_and_changes_nothing(scene, world):
    admin = make_user(name="参数员", roles=("admin",))
    policy.set_value(actor=admin, code="planning.change.max_moves", value=1)
    change = reported(world, scene)
    shift = least_first(change).index("shift")
    deciding.confirm(actor=world.host, change_id=change.pk, number=shift)
    deciding.refuse(actor=world.approver, change_id=change.pk, reason="午餐不能改")
    (note,) = Notification.objects.filter(kind="planning.change_refused")
    assert (note.user, note.params["reason"]) == (world.host, "午餐不能改")
    assert starts(scene) == ["0:00:00", "1:30:00", "3:00:00"]


def test_more_guests_than_the_room_seats_get_another_room(scene, world):
    hall = make_room("大会议室", site=world.site, capacity=60)
    change = reported(world, scene, text=f"来宾增加到{world.room.capacity + 1}人")
    done = deciding.confirm(actor=world.host, change_id=change.pk)
    assert done.is_applied
    scene.visit.refresh_from_db()
    assert scene.visit.headcount == world.room.capacity + 1
    talk = scene.items[0]
    assert list(talk.bookings.values_list("booking__resource", flat=True)) == [hall.pk]


def test_an_added_item_is_on_the_agenda_and_undone_with_the_rest(scene, world):
    change = reported(world, scene, text="新增签约30分钟")
    deciding.confirm(actor=world.host, change_id=change.pk)
    assert scene.visit.agenda.filter(kind="signing").count() == 1
    deciding.undo(actor=world.host, change_id=change.pk)
    assert not scene.visit.agenda.filter(kind="signing").exists()


def test_a_withdrawn_change_is_answered_and_confirmed_no_more(scene, world):
    change = changes.report(actor=world.expert, visit_id=scene.visit.pk, text="航班延误60分钟")
    changes.withdraw(actor=world.expert, change_id=change.pk)
    answering.answer(change_id=change.pk)
    change.refresh_from_db()
    assert (change.state, change.alternatives) == (ChangeState.WITHDRAWN, [])
    with pytest.raises(RuleViolation, match="change_closed"):
        deciding.confirm(actor=world.host, change_id=change.pk)
