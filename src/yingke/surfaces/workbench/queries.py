"""What the home page shows a person: a panel each, one query each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Model, Q, QuerySet, Window
from django.utils import timezone

from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Approval,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries import lists
from yingke.domains.visits.queries.attention import notes_on
from yingke.domains.visits.registers import Note
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", bound=Model)

SHOWN = 8
BUSIEST_DAY = 200
SOON = timedelta(days=2)


class Some(list[Row]):
    """The first rows of a query, and how many there are `of_all`."""

    of_all: int


@dataclass(frozen=True)
class OnSite:
    """A visit that a person receives today, with what comes next; nothing once all is held."""

    visit: Visit
    item: AgendaItem | None


@dataclass(frozen=True)
class Home:
    """One person's day: what waits for him, what happens, what goes on."""

    approvals: Some[Approval]
    invitations: Some[AgendaPerson]
    nodes: list[Node]
    tasks: Some[Task]
    overdue_tasks: int
    today: list[AgendaItem]
    visits: list[Visit]
    declined: Some[AgendaPerson]
    late: Some[Node]
    notes: list[tuple[Visit, Note]]

    @property
    def waiting(self) -> int:
        """How many decisions and answers others wait for."""
        return self.approvals.of_all + self.invitations.of_all

    @property
    def running(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.state == VisitState.IN_PROGRESS]

    def on_site(self, user: User) -> OnSite | None:
        """The visit that this lead host receives now, or later today."""
        states = (VisitState.IN_PROGRESS, VisitState.CONFIRMED)
        hosted = {visit.pk: visit for visit in self.visits if visit.lead_host_id == user.pk}
        ahead = [item for item in self.today if item.visit_id in hosted and not item.finished_at]
        for state in states:
            for visit in hosted.values():
                items = [item for item in ahead if item.visit_id == visit.pk]
                today = bool(items) or visit.state == VisitState.IN_PROGRESS
                if visit.state == state and today:
                    return OnSite(visit, items[0] if items else None)
        return None

    @property
    def this_week(self) -> list[Visit]:
        """The visits that arrive in the next seven days or are there now."""
        until = clock.now() + timedelta(days=7)
        return [visit for visit in self.visits if visit.arrives_at <= until]

    @property
    def unready(self) -> list[Visit]:
        """Those that arrive soon and are not confirmed."""
        until = clock.now() + SOON
        early = (VisitState.APPROVED, VisitState.PLANNED)
        return [v for v in self.visits if v.state in early and v.arrives_at <= until]

    def mine(self) -> Iterator[Task | Node]:
        """My tasks and nodes, the soonest first."""
        both: list[Task | Node] = [*self.tasks, *self.nodes]
        return iter(sorted(both, key=lambda row: row.due_at)[:SHOWN])


def home_of(user: User) -> Home:
    """Everything on a person's home page: eight queries, and one for each source of attention."""
    overdue = Window(Count("pk", filter=Q(due_at__lt=clock.now())))
    tasks = _some(lists.tasks_of(user).annotate(late_of_all=overdue))
    visits, late = lists.under_way(user, limit=50), _some(lists.overdue_in(user))
    mine = {visit.pk: visit for visit in visits if user.pk in _runners(visit)}
    mine |= {node.visit_id: node.visit for node in late}
    return Home(
        approvals=_some(lists.approvals_waiting(user)),
        invitations=_some(lists.invitations_of(user)),
        nodes=list(lists.nodes_of(user)[:SHOWN]),
        tasks=tasks,
        overdue_tasks=getattr(tasks[0], "late_of_all", 0) if tasks else 0,
        today=list(lists.agenda_on(user, timezone.localdate(clock.now()))[:BUSIEST_DAY]),
        visits=visits,
        declined=_some(lists.declined_in(user)),
        late=late,
        notes=notes_on(user, list(mine.values())),
    )


def _runners(visit: Visit) -> tuple[int | None, int | None]:
    return visit.coordinator_id, visit.lead_host_id


def _some(rows: QuerySet[Row]) -> Some[Row]:
    """The rows that are shown, with the count of all in the same query."""
    found: Some[Row] = Some(rows.annotate(of_all=Window(Count("*")))[:SHOWN])
    found.of_all = getattr(found[0], "of_all", 0) if found else 0
    return found
