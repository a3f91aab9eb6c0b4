"""What the home page shows a person: a panel each, one query each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

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
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SHOWN = 8
BUSIEST_DAY = 200
SOON = timedelta(days=2)


@dataclass(frozen=True)
class OnSite:
    """A visit that a person receives today, with what comes next; nothing once all is held."""

    visit: Visit
    item: AgendaItem | None


@dataclass(frozen=True)
class Home:
    """One person's day: what waits for him, what happens, what goes on."""

    approvals: list[Approval]
    invitations: list[AgendaPerson]
    nodes: list[Node]
    tasks: list[Task]
    today: list[AgendaItem]
    visits: list[Visit]
    declined: list[AgendaPerson]
    late: list[Node]

    @property
    def waiting(self) -> int:
        """How many decisions and answers others wait for."""
        return len(self.approvals) + len(self.invitations)

    @property
    def overdue_tasks(self) -> int:
        now = clock.now()
        return sum(task.due_at < now for task in self.tasks)

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
    """Everything on a person's home page: eight queries, however much there is."""
    return Home(
        approvals=list(lists.approvals_waiting(user)[:SHOWN]),
        invitations=list(lists.invitations_of(user)[:SHOWN]),
        nodes=list(lists.nodes_of(user)[:SHOWN]),
        tasks=list(lists.tasks_of(user)[: 2 * SHOWN]),
        today=list(lists.agenda_on(user, timezone.localdate(clock.now()))[:BUSIEST_DAY]),
        visits=lists.under_way(user, limit=50),
        declined=list(lists.declined_in(user)[:SHOWN]),
        late=list(lists.overdue_in(user)[:SHOWN]),
    )
