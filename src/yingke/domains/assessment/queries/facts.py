"""Journal entries as facts for the indicators."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from yingke.domains.assessment.rules import facts
from yingke.domains.planning import events as planning
from yingke.domains.resources import queries as resources
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import events
from yingke.domains.visits.models import AgendaBooking
from yingke.foundation.journal.models import Entry

VISIT = "visits.visit"

Read = Callable[[int, datetime, Mapping[str, Any]], facts.Fact]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _scheduled(visit_id: int, at: datetime, data: Mapping[str, Any]) -> facts.Fact:
    due = {node["number"]: _moment(node["due_at"]) for node in data["nodes"]}
    return facts.Scheduled(visit_id, at, due)


def _done(visit_id: int, at: datetime, data: Mapping[str, Any]) -> facts.Fact:
    due_at, number = _moment(data["due_at"]), data["number"]
    return facts.Closed(visit_id, at, number, due_at, True, data["with_evidence"])


def _skipped(visit_id: int, at: datetime, data: Mapping[str, Any]) -> facts.Fact:
    return facts.Closed(visit_id, at, data["number"], _moment(data["due_at"]), False, False)


def _accepted(visit_id: int, at: datetime, data: Mapping[str, Any]) -> facts.Fact:
    return facts.Accepted(
        visit_id,
        at,
        data["name"],
        data["name_en"],
        _moment(data["assigned_at"]),
        data["from_department_id"],
        data["to_department_id"],
    )


EVENTS: dict[type[events.OfVisit], Read] = {
    planning.ChangeTold: lambda visit_id, at, data: facts.Replanned(visit_id, at, data["seconds"]),
    events.NodesScheduled: _scheduled,
    events.NodeCompleted: _done,
    events.NodeSkipped: _skipped,
    events.NodeReopened: lambda visit_id, at, data: facts.Reopened(visit_id, at, data["number"]),
    events.GateOverridden: lambda visit_id, at, data: facts.Overridden(visit_id, at),
    events.VisitCancelled: lambda visit_id, at, data: facts.Cancelled(visit_id, at),
    events.VisitRestored: lambda visit_id, at, data: facts.Restored(visit_id, at),
    events.TaskAccepted: _accepted,
    events.VisitConfirmed: lambda visit_id, at, data: facts.Confirmed(
        visit_id, at, data["checked"], data["required"]
    ),
    events.VisitSubmitted: lambda visit_id, at, data: facts.Submitted(visit_id, at),
    events.PlanApproved: lambda visit_id, at, data: facts.PlanApproved(visit_id, at),
}
READ = {event.kind: read for event, read in EVENTS.items()}


def bookings_of(visit_ids: Sequence[int]) -> Iterator[facts.Booked]:
    """Return the bookings for agenda items of these visits as facts, in two queries."""
    links = AgendaBooking.objects.filter(item__visit__in=visit_ids).exclude(
        booking__state=BookingState.CANCELLED
    )
    rows = list(links.select_related("item", "booking__resource").order_by("pk"))
    needs = resources.needs_of(row.booking_id for row in rows)
    held = [resources.serving(row.booking, needs.get(row.booking_id)) for row in rows]
    surplus = {pair.surplus.booking_id for pair in resources.find_duplicates(held)}
    for row in rows:
        yield facts.Booked(row.item.visit_id, row.item.starts_at, row.booking_id in surplus)


def of_visits(visit_ids: Sequence[int]) -> Iterator[facts.Fact]:
    """Return all facts of the journal about these visits, oldest first, in one query."""
    rows = Entry.objects.filter(subject_kind=VISIT, subject_id__in=visit_ids, kind__in=READ)
    rows = rows.order_by("occurred_at", "pk")
    for kind, visit_id, at, data in rows.values_list("kind", "subject_id", "occurred_at", "data"):
        yield READ[kind](visit_id, at, data)
