"""Data of the home page, one query per panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Count, Model, Q, QuerySet, Window
from django.utils import timezone

from yingke.domains.customers.terms import Tier
from yingke.domains.visits import registers
from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Approval,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries import approvals, lists
from yingke.domains.visits.registers import Note
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.foundation.ui.panels import notes_on

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", bound=Model)

SHOWN = 8
NEXT = 50  # visits
BUSIEST_DAY = 200
SOON = timedelta(days=2)


class TopRows(list[Row]):
    """The first rows of a query, with the `total` number of rows."""

    total: int


@dataclass(frozen=True)
class OnSite:
    """A visit that the user hosts today, with its next item, None once all are done."""

    visit: Visit
    item: AgendaItem | None


@dataclass(frozen=True)
class Home:
    """Data of a user's home page."""

    approvals: TopRows[Approval]
    invitations: TopRows[AgendaPerson]
    nodes: list[Node]
    tasks: TopRows[Task]
    overdue_tasks: int
    today: list[AgendaItem]
    visits: list[Visit]
    declined: TopRows[AgendaPerson]
    late: TopRows[Node]
    notes: list[tuple[Visit, Note]]

    @property
    def waiting(self) -> int:
        """Number of open approvals and invitations."""
        return self.approvals.total + self.invitations.total

    @property
    def running(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.state == VisitState.IN_PROGRESS]

    def on_site(self, user: User) -> OnSite | None:
        """Return the visit that the user hosts now or later today."""
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
    def coming(self) -> int:
        """Number of visits that `lists.coming` lists."""
        return getattr(self.visits[0], "coming", 0) if self.visits else 0

    @property
    def strategic(self) -> int:
        """Number of them with a strategic customer."""
        return getattr(self.visits[0], "strategic", 0) if self.visits else 0

    @property
    def unready(self) -> list[Visit]:
        """Visits that arrive soon and are not confirmed."""
        until = clock.now() + SOON
        early = (VisitState.APPROVED, VisitState.PLANNED)
        return [v for v in self.visits if v.state in early and v.arrives_at <= until]

    def mine(self) -> Iterator[Task | Node]:
        """Yield the first tasks and nodes by due time."""
        both: list[Task | Node] = [*self.tasks, *self.nodes]
        return iter(sorted(both, key=lambda row: row.due_at)[:SHOWN])


def home_of(user: User) -> Home:
    """Return a user's home page: eight queries, and one for each source of attention."""
    overdue = Window(Count("pk", filter=Q(due_at__lt=clock.now())))
    tasks = _top_rows(lists.tasks_of(user).annotate(overdue_total=overdue))
    visits, late = _under_way(user), _top_rows(lists.overdue_in(user))
    mine = {visit.pk: visit for visit in visits if user.pk in _runners(visit)}
    mine |= {node.visit_id: node.visit for node in late}
    return Home(
        approvals=_top_rows(approvals.waiting_for(user)),
        invitations=_top_rows(lists.invitations_of(user)),
        nodes=list(lists.nodes_of(user)[:SHOWN]),
        tasks=cast("TopRows[Task]", tasks),
        overdue_tasks=getattr(tasks[0], "overdue_total", 0) if tasks else 0,
        today=list(lists.agenda_on(user, timezone.localdate(clock.now()))[:BUSIEST_DAY]),
        visits=visits,
        declined=_top_rows(lists.declined_in(user)),
        late=late,
        notes=notes_on(registers.attention, user, list(mine.values())),
    )


def _under_way(user: User) -> list[Visit]:
    """Return the next visits, with the total numbers of `coming` and `strategic` ones."""
    soon = Q(arrives_at__lte=clock.now() + lists.WEEK)
    strategic = soon & Q(account__tier=Tier.STRATEGIC)
    rows = lists.under_way(user).annotate(
        coming=Window(Count("pk", filter=soon)), strategic=Window(Count("pk", filter=strategic))
    )
    return list(rows[:NEXT])


def _runners(visit: Visit) -> tuple[int | None, int | None]:
    return visit.coordinator_id, visit.lead_host_id


def _top_rows(rows: QuerySet[Row]) -> TopRows[Row]:
    """Return the rows to show, with the total in the same query."""
    found: TopRows[Row] = TopRows(rows.annotate(total=Window(Count("*")))[:SHOWN])
    found.total = getattr(found[0], "total", 0) if found else 0
    return found
