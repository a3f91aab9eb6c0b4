"""Data of the home page, one query per panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db.models import (
    Count,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from yingke.domains.customers import queries as customers
from yingke.domains.customers import registers as customer_registers
from yingke.domains.customers.models import Account, Preference
from yingke.domains.customers.terms import AccountStatus, PreferenceKind, Stance, Tier
from yingke.domains.visits import registers
from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Approval,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries import approvals, lists, parts
from yingke.domains.visits.registers import Note
from yingke.domains.visits.terms import UNDER_WAY_STATES, VisitState
from yingke.foundation.kernel import clock
from yingke.foundation.ui.panels import notes_on

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", bound=Model)

SHOWN = 8
KEY_CUSTOMERS = 6
DAYS_AHEAD = 14
DAY = timedelta(days=1)
NEXT = 50  # visits
BUSIEST_DAY = 200
SOON = timedelta(days=2)


class TopRows(list[Row]):
    """The first rows of a query, with the `total` number of rows."""

    total: int


@dataclass(frozen=True)
class Reception:
    """A visit that the user hosts; `item` is what comes next today, None if nothing does."""

    visit: Visit
    item: AgendaItem | None
    is_today: bool


@dataclass(frozen=True)
class Home:
    """Data of a user's home page."""

    user: User
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

    def reception(self) -> Reception | None:
        """The visit that the user hosts now, else the next one, with its next item of today."""
        hosted = [visit for visit in self.visits if visit.lead_host_id == self.user.pk]
        begun = sorted(hosted, key=lambda visit: visit.state != VisitState.IN_PROGRESS)
        if not begun:
            return None
        own = [item for item in self.today if item.visit_id == begun[0].pk]
        ahead = [item for item in own if not item.finished_at]
        now = begun[0].state == VisitState.IN_PROGRESS
        ready = begun[0].state == VisitState.CONFIRMED and bool(ahead)
        return Reception(begun[0], ahead[0] if ahead else None, is_today=now or ready)

    @property
    def arriving(self) -> list[Visit]:
        """The visits that arrive today or are on site, by arrival."""
        today = timezone.localdate(clock.now())
        return [
            visit
            for visit in self.visits
            if visit.state == VisitState.IN_PROGRESS
            or timezone.localdate(visit.arrives_at) == today
        ]

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
    """Everything on a person's home page: eight queries, and one for each source of attention."""
    day = timezone.localdate(clock.now())
    overdue = Window(Count("pk", filter=Q(due_at__lt=clock.now())))
    tasks = _top_rows(lists.tasks_of(user).annotate(overdue_total=overdue))
    visits, late = _under_way(user), _top_rows(lists.overdue_in(user))
    mine = {visit.pk: visit for visit in visits if user.pk in _runners(visit)}
    mine |= {node.visit_id: node.visit for node in late}
    return Home(
        user=user,
        approvals=_top_rows(approvals.waiting_for(user)),
        invitations=_top_rows(lists.invitations_of(user)),
        nodes=list(lists.nodes_of(user)[:SHOWN]),
        tasks=cast("TopRows[Task]", tasks),
        overdue_tasks=getattr(tasks[0], "overdue_total", 0) if tasks else 0,
        today=list(parts.with_rows(lists.agenda_on(user, day))[:BUSIEST_DAY]),
        visits=visits,
        declined=_top_rows(lists.declined_in(user)),
        late=late,
        notes=notes_on(registers.attention, user, list(mine.values())),
    )


@dataclass(frozen=True)
class KeyCustomer:
    """A strategic customer: `last` and `next` are the days of its visits, if there are any."""

    account: Account
    last: datetime | None
    next: datetime | None
    notes: list[Note]


def key_customers(user: User) -> list[KeyCustomer]:
    """The strategic customers to look at: those with notes, then those not seen for longest."""
    visits = Visit.objects.filter(account=OuterRef("pk")).order_by()
    ended = visits.filter(ended_at__isnull=False).values("account")
    ahead = visits.filter(state__in=UNDER_WAY_STATES, leaves_at__gt=clock.now()).values("account")
    rows = customers.visible_to(user).filter(tier=Tier.STRATEGIC, status=AccountStatus.ACTIVE)
    found: list[Any] = list(
        rows.select_related("account_manager")
        .annotate(
            last_seen=Subquery(ended.annotate(last=Max("ended_at")).values("last")),
            next_seen=Subquery(ahead.annotate(next=Min("arrives_at")).values("next")),
        )
        .order_by(
            F("next_seen").desc(nulls_first=True), F("last_seen").asc(nulls_first=True), "pk"
        )[:KEY_CUSTOMERS]
    )
    notes: dict[int, list[Note]] = {}
    for account, note in notes_on(customer_registers.attention, user, found):
        notes.setdefault(account.pk, []).append(note)
    shown = sorted(found, key=lambda account: account.pk not in notes)
    return [
        KeyCustomer(account, account.last_seen, account.next_seen, notes.get(account.pk, []))
        for account in shown
    ]


def days_ahead(user: User) -> dict[date, int]:
    """How many visits arrive on each of the next days, today first: one query."""
    zone = timezone.get_current_timezone()
    today = timezone.localdate(clock.now())
    days = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    first, end = (datetime.combine(day, time(0), zone) for day in (days[0], days[-1] + DAY))
    rows = lists.under_way(user).filter(arrives_at__gte=first, arrives_at__lt=end).order_by()
    counts = rows.values_list(TruncDate("arrives_at")).annotate(n=Count("pk"))
    return dict.fromkeys(days, 0) | dict(counts)


def guests_needs(visits: Iterable[int]) -> dict[int, list[Preference]]:
    """What must not be served to the guests of these visits, by visit; nothing confidential."""
    rows: Any = Preference.objects.filter(
        contact__visits__visit__in=list(visits),
        kind__in=(PreferenceKind.DIET, PreferenceKind.RELIGION),
        stance=Stance.RESTRICTION,
        confidential=False,
    ).annotate(visit_id=F("contact__visits__visit"))
    found: dict[int, list[Preference]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.visit_id, []).append(row)
    return found


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
