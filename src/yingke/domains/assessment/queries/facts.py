"""The journal's entries as the facts that the indicators look at."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from yingke.domains.assessment.rules import facts
from yingke.domains.visits import events
from yingke.domains.visits import queries as visits
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

VISIT = "visits.visit"

# A node counts for a month although its visit was scheduled long before: schedules, and what
# follows from them, are read from so long before the first month.
LOOK_BACK = timedelta(days=366)

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


READ: dict[str, Read] = {
    events.NodesScheduled.kind: _scheduled,
    events.NodeCompleted.kind: _done,
    events.NodeSkipped.kind: _skipped,
    events.NodeReopened.kind: lambda visit_id, at, data: facts.Reopened(
        visit_id, at, data["number"]
    ),
    events.GateOverridden.kind: lambda visit_id, at, data: facts.Overridden(visit_id, at),
    events.VisitCancelled.kind: lambda visit_id, at, data: facts.Cancelled(visit_id, at),
    events.VisitRestored.kind: lambda visit_id, at, data: facts.Restored(visit_id, at),
    events.TaskAccepted.kind: _accepted,
    events.VisitConfirmed.kind: lambda visit_id, at, data: facts.Confirmed(
        visit_id, at, data["checked"], data["required"]
    ),
    events.VisitSubmitted.kind: lambda visit_id, at, data: facts.Submitted(visit_id, at),
    events.PlanApproved.kind: lambda visit_id, at, data: facts.PlanApproved(visit_id, at),
}
OF_THE_DAY = (events.TaskAccepted.kind, events.VisitConfirmed.kind)


def in_span(user: "User", *, since: datetime, until: datetime) -> list[facts.Fact]:
    """The facts of [since, until) about the visits that this person may see: two queries.

    Facts that work on later (schedules, submissions) come from `LOOK_BACK` before as well.
    """
    lasting = tuple(kind for kind in READ if kind not in OF_THE_DAY)
    return [
        *_read(_seen(user, journal.of_kind(*lasting, since=since - LOOK_BACK, until=until))),
        *_read(_seen(user, journal.of_kind(*OF_THE_DAY, since=since, until=until))),
    ]


def of_visit(visit_id: int) -> list[facts.Fact]:
    """All facts about one visit: one query."""
    return list(_read(journal.about(VISIT, visit_id).filter(kind__in=READ)))


def _seen(user: "User", entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.filter(subject_kind=VISIT, subject_id__in=visits.visible_to(user).values("pk"))


def _read(entries: QuerySet[Entry]) -> Iterable[facts.Fact]:
    rows = entries.select_related(None).order_by("occurred_at", "pk")
    for kind, visit_id, at, data in rows.values_list("kind", "subject_id", "occurred_at", "data"):
        yield READ[kind](visit_id, at, data)
