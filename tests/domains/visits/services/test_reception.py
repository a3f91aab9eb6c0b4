"""Receiving guests: the gates hold the door, and a slip can be taken back."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w

from yingke.domains.visits import events
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import day, reception
from yingke.domains.visits.terms import NodeState, VisitState
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

MINUTE = timedelta(minutes=1)


def last(kind: str) -> Entry:
    return Entry.objects.filter(kind=kind).latest("pk")


def received(world: w.World) -> Visit:
    visit = w.confirmed(world)
    with clock.at(visit.arrives_at):
        return reception.note_arrival(actor=world.host, visit_id=visit.pk)


def test_a_host_does_not_receive_guests_while_steps_are_open(world: w.World) -> None:
    visit = w.planned(world)
    with clock.at(visit.arrives_at), pytest.raises(RuleViolation) as caught:
        reception.note_arrival(actor=world.host, visit_id=visit.pk, reason="客户已到")
    assert caught.value.code == "preparation_open"
    assert "资源匹配" in caught.value.params["nodes"]
    visit.refresh_from_db()
    assert (visit.state, visit.arrived_at) == (VisitState.PLANNED, None)


def test_a_coordinator_does_with_a_reason_and_the_deviation_is_kept(world: w.World) -> None:
    visit = w.planned(world)
    with clock.at(visit.arrives_at):
        reception.note_arrival(actor=world.coordinator, visit_id=visit.pk, reason="客户已到")
    entry = last(events.GateOverridden.kind)
    assert entry.actor == world.coordinator
    assert entry.data["reason"] == "客户已到"
    assert "资源匹配" in entry.data["nodes"]


def test_a_prepared_visit_needs_no_reason_and_leaves_no_deviation(world: w.World) -> None:
    visit = received(world)
    assert (visit.state, visit.arrived_at) == (VisitState.IN_PROGRESS, visit.arrives_at)
    assert not Entry.objects.filter(kind=events.GateOverridden.kind).exists()


def test_another_day_is_asked(world: w.World) -> None:
    visit = w.confirmed(world)
    eve = visit.arrives_at - timedelta(days=1)
    with clock.at(eve):
        with pytest.raises(RuleViolation, match="arrival_on_another_day"):
            reception.note_arrival(actor=world.host, visit_id=visit.pk)
        noted = reception.note_arrival(actor=world.host, visit_id=visit.pk, another_day=True)
    assert noted.arrived_at == eve


def test_whoever_noted_it_withdraws_it_and_the_visit_is_as_it_was(world: w.World) -> None:
    visit = received(world)
    with clock.at(visit.arrives_at + 10 * MINUTE):
        reception.undo_arrival(actor=world.host, visit_id=visit.pk)
    visit.refresh_from_db()
    assert (visit.state, visit.arrived_at) == (VisitState.CONFIRMED, None)
    assert visit.nodes.get(kind="welcome").state == NodeState.OPEN
    assert last(events.ArrivalUndone.kind).actor == world.host


def test_nobody_else_withdraws_it_nor_anybody_after_ten_minutes(world: w.World) -> None:
    visit = received(world)
    with clock.at(visit.arrives_at + MINUTE), pytest.raises(NotAllowed):
        reception.undo_arrival(actor=world.coordinator, visit_id=visit.pk)
    with clock.at(visit.arrives_at + 11 * MINUTE), pytest.raises(RuleViolation) as caught:
        reception.undo_arrival(actor=world.host, visit_id=visit.pk)
    assert (caught.value.code, caught.value.params) == ("arrival_too_old", {"minutes": 10})


def test_once_an_item_has_begun_only_the_time_can_be_corrected(world: w.World) -> None:
    visit = received(world)
    item = visit.agenda.first()
    assert item is not None
    with clock.at(visit.arrives_at + 3 * MINUTE):
        day.start_item(actor=world.host, item_id=item.pk)
        with pytest.raises(RuleViolation, match="day_has_begun"):
            reception.undo_arrival(actor=world.host, visit_id=visit.pk)
        reception.correct_arrival_time(
            actor=world.host,
            visit_id=visit.pk,
            version=visit.version,
            arrived_at=visit.arrives_at - 5 * MINUTE,
        )
    entry = last(events.ArrivalTimeCorrected.kind)
    assert entry.event.before == visit.arrives_at
    assert entry.event.after == visit.arrives_at - 5 * MINUTE


def test_a_colleague_corrects_no_time(world: w.World) -> None:
    visit = received(world)
    with clock.at(visit.arrives_at), pytest.raises(NotAllowed):
        reception.correct_arrival_time(
            actor=world.expert,
            visit_id=visit.pk,
            version=visit.version,
            arrived_at=visit.arrives_at - MINUTE,
        )
