"""Record, undo and correct the arrival of the guests."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.rules import arrival, states
from yingke.domains.visits.services import day, locking, procedure
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NOTED = ("arrival_noted_by", "arrival_noted_at", "arrival_noted_in")


@transaction.atomic
def note_arrival(
    *, actor: "User", visit_id: int, reason: str = "", another_day: bool = False
) -> Visit:
    """Record that the guests have arrived; repeating it has no effect.

    Refuses as `rules.arrival.check_door` does; with `visits.override_gates` a `reason` overrides
    open preparation and is recorded as a deviation.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_note_arrival(actor, visit))
    if visit.state == VisitState.IN_PROGRESS:
        return visit
    state, now = states.after(visit.state, "arrive"), clock.now()
    open_nodes = sheets.read(visit).open_preparation
    arrival.check_door(
        open_nodes=[node.label for node in open_nodes],
        override_reason=reason,
        may_override=permissions.can_override_gates(actor, visit),
        planned=visit.arrives_at,
        now=now,
        tz=calendars.for_calendar(visit.site.calendar).tz,
        another_day=another_day,
    )
    visit.arrival_noted_by, visit.arrival_noted_at = actor, now
    visit.arrival_noted_in, visit.state, visit.arrived_at = visit.state, state, now
    locking.touch(visit, "state", "arrived_at", *NOTED)
    if open_nodes:
        names = [node.label for node in open_nodes]
        journal.record(
            actor=actor,
            event=events.GateOverridden(visit.pk, visit.account_id, names, reason.strip()),
        )
    journal.record(
        actor=actor,
        event=events.GuestsArrived(visit.pk, visit.account_id, visit.arrives_at, now),
    )
    for item in visit.agenda.filter(started_at__isnull=False, finished_at=None):
        day.finish(item, visit, actor=actor)  # the pick-up ends with the arrival
    procedure.close_by_fact(visit, NodeKind.WELCOME, actor=actor)
    notices.guests_arrived(visit)
    return visit


@transaction.atomic
def undo_arrival(*, actor: "User", visit_id: int) -> Visit:
    """Undo an arrival recorded by mistake: by the person who recorded it, for ten minutes.

    RuleViolation("arrival_too_old") later, and "day_has_begun" once an item has started.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_undo_arrival(actor, visit))
    within = parameter(visit, "visit.arrival.undo_within")
    if not arrival.can_be_undone(visit.arrival_noted_at, now=clock.now(), within=within):
        raise RuleViolation("arrival_too_old", minutes=int(within.total_seconds() // 60))
    if visit.agenda.filter(started_at__gte=visit.arrival_noted_at).exists():
        raise RuleViolation("day_has_begun")
    arrived_at = visit.arrived_at or clock.now()
    visit.state = visit.arrival_noted_in
    visit.arrived_at = visit.arrival_noted_by = visit.arrival_noted_at = None
    visit.arrival_noted_in = ""
    locking.touch(visit, "state", "arrived_at", *NOTED)
    procedure.reopen(visit, NodeKind.WELCOME, actor=actor)
    journal.record(actor=actor, event=events.ArrivalUndone(visit.pk, visit.account_id, arrived_at))
    notices.arrival_undone(visit)
    return visit


@transaction.atomic
def correct_arrival_time(
    *, actor: "User", visit_id: int, version: int, arrived_at: datetime
) -> Visit:
    """Set the actual time of arrival."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_correct_arrival(actor, visit))
    begun = visit.agenda.filter(started_at__gte=visit.arrival_noted_at or visit.arrives_at)
    first = begun.order_by("started_at").first()
    arrival.check_time(arrived_at, now=clock.now(), next_event=first.started_at if first else None)
    before = visit.arrived_at
    if before is None or before == arrived_at:
        return visit
    visit.arrived_at = arrived_at
    locking.touch(visit, "arrived_at")
    journal.record(
        actor=actor,
        event=events.ArrivalTimeCorrected(visit.pk, visit.account_id, before, arrived_at),
    )
    return visit
