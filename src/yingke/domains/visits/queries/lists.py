"""Lists of visits, tasks and approvals, limited to what the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yingke.domains.customers.models import Account
from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Approval,
    CheckItem,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import (
    CLOSED_STATES,
    OPEN_TASK_STATES,
    PREPARATION_STATES,
    UNDER_WAY_STATES,
    Answer,
    Decision,
    NodeState,
    TaskState,
    VisitState,
)
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# Columns of the board: active states in the order of a visit's life.
LANES = (
    VisitState.DRAFT,
    VisitState.RETURNED,
    VisitState.SUBMITTED,
    VisitState.APPROVED,
    VisitState.PLANNED,
    VisitState.CONFIRMED,
    VisitState.IN_PROGRESS,
    VisitState.ENDED,
    VisitState.FOLLOW_UP,
)
WEEK = timedelta(days=7)
# Relations shown in one line of a list.
SHOWN = ("account", "site", "visit_type", "lead_host", "coordinator")
LANE_LENGTH = 20
LONGEST_STAY = timedelta(days=31)
CALENDAR_PAST = timedelta(days=90)
CALENDAR_ROWS = ("account", "site", "coordinator", "lead_host")
BUSIEST_MONTH = 600


@dataclass(frozen=True)
class Lane:
    """One column of the board; `more` if it has more visits than it shows."""

    state: VisitState
    visits: list[Visit]
    more: bool


def listed(user: User) -> QuerySet[Visit]:
    """Return visible visits with all data of a line of the list."""
    return visible_to(user).select_related(*SHOWN)


def matching(visits: QuerySet[Visit], text: str) -> QuerySet[Visit]:
    """Return visits whose title, number or customer (or pinyin) contains every word."""
    for word in text.casefold().split():
        accounts = Account.objects.filter(search_text__contains=word)
        named = Visit.objects.filter(search_text__contains=word).values("pk")
        of_account = Visit.objects.filter(account__in=accounts).values("pk")
        visits = visits.filter(pk__in=named.union(of_account))
    return visits


def unclosed(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits that can still change."""
    return visits.exclude(state__in=CLOSED_STATES)


def coming(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits in progress, and approved ones that arrive within seven days."""
    return visits.filter(state__in=UNDER_WAY_STATES, arrives_at__lte=clock.now() + WEEK)


def waiting(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits with an undecided request or plan."""
    pending = Approval.objects.filter(decision=Decision.PENDING)
    return unclosed(visits).filter(pk__in=pending.values("visit"))


def left_open(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits that have ended and are not archived."""
    return unclosed(visits).filter(leaves_at__lt=clock.now())


def search(user: User, text: str, limit: int = 8) -> list[Visit]:
    """Return visible visits by title, number or customer, latest arrival first."""
    if not text.strip():
        return []
    found = matching(visible_to(user), text).select_related("account")
    return list(found.order_by("-arrives_at", "-pk")[:limit])


def plannable(user: User) -> QuerySet[Visit]:
    """Return visits that are under way and whose agenda the user may change, soonest first."""
    rows = visible_to(user).filter(state__in=UNDER_WAY_STATES)
    if not user.may("visits.coordinate"):
        rows = rows.filter(Q(coordinator=user) | Q(lead_host=user))
    return rows.select_related("account").order_by("arrives_at", "pk")


def board(user: User) -> list[Lane]:
    """Return open visits by state, soonest arrival first, in two queries."""
    visible = visible_to(user)
    heads = [
        visible.filter(state=state).order_by("arrives_at", "pk").values("pk")[: LANE_LENGTH + 1]
        for state in LANES
    ]
    keys = [row["pk"] for row in heads[0].union(*heads[1:], all=True)]
    rows = with_progress(listed(user).filter(pk__in=keys)).order_by("arrives_at", "pk")
    by_state: dict[str, list[Visit]] = {state: [] for state in LANES}
    for visit in rows:
        by_state[visit.state].append(visit)
    return [
        Lane(state, by_state[state][:LANE_LENGTH], len(by_state[state]) > LANE_LENGTH)
        for state in LANES
    ]


def between(user: User, first: date, last: date) -> QuerySet[Visit]:
    """Return visits that overlap the days `first` to `last`, by arrival."""
    zone = timezone.get_current_timezone()
    starts = datetime.combine(first, time(0), zone)
    ends = datetime.combine(last + timedelta(days=1), time(0), zone)
    rows = listed(user).filter(
        arrives_at__gte=starts - LONGEST_STAY, arrives_at__lt=ends, leaves_at__gte=starts
    )
    return rows.exclude(state__in=[VisitState.CANCELLED, VisitState.REJECTED]).order_by(
        "arrives_at", "pk"
    )[:BUSIEST_MONTH]


def under_way(user: User) -> QuerySet[Visit]:
    """Return visits in preparation or in progress with their progress, soonest first."""
    rows = with_progress(listed(user).filter(state__in=UNDER_WAY_STATES))
    return rows.order_by("arrives_at", "pk")


def with_progress(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Annotate `nodes_done` and `nodes_total`."""
    nodes = Node.objects.filter(visit=OuterRef("pk")).order_by().values("visit")
    total = nodes.annotate(n=Count("pk")).values("n")
    done = nodes.annotate(n=Count("pk", filter=~Q(state=NodeState.OPEN))).values("n")
    return visits.annotate(
        nodes_total=Coalesce(Subquery(total), 0), nodes_done=Coalesce(Subquery(done), 0)
    )


def tasks_of(user: User, *, done: bool = False) -> QuerySet[Task]:
    """Return a user's open tasks, soonest first, or finished ones, latest first."""
    if done:
        rows = Task.objects.filter(assignee=user, state=TaskState.DONE)
        rows = rows.order_by("-completed_at", "-pk")
    else:
        rows = open_tasks(user).order_by("due_at", "pk")
    return with_checks(rows.select_related("visit__account", "node"))


def with_checks(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Annotate `checks_done` and `checks_total`."""
    checks = CheckItem.objects.filter(task=OuterRef("pk")).order_by().values("task")
    total = checks.annotate(n=Count("pk")).values("n")
    done = checks.annotate(n=Count("pk", filter=Q(checked_at__isnull=False))).values("n")
    return tasks.annotate(
        checks_total=Coalesce(Subquery(total), 0), checks_done=Coalesce(Subquery(done), 0)
    )


def open_tasks(user: User) -> QuerySet[Task]:
    """Return a user's open tasks as `tasks_of` does, from a partial index."""
    mine = Task.objects.filter(assignee=user, state__in=OPEN_TASK_STATES)
    return mine.exclude(visit__state__in=CLOSED_STATES)


def nodes_of(user: User) -> QuerySet[Node]:
    """Return the open nodes that a user owns, soonest first."""
    rows = Node.objects.filter(owner=user, state=NodeState.OPEN, visit__state__in=UNDER_WAY_STATES)
    return rows.select_related("visit__account").order_by("due_at", "pk")


def invitations_of(user: User) -> QuerySet[AgendaPerson]:
    """Return the invitations a user has not answered, soonest first."""
    rows = AgendaPerson.objects.filter(
        staff__user=user, answer=Answer.ASKED, item__ends_at__gt=clock.now()
    ).exclude(item__visit__state__in=CLOSED_STATES)
    return rows.select_related("item__visit__account").order_by("item__starts_at", "pk")


def agenda_on(user: User, day: date) -> QuerySet[AgendaItem]:
    """Return agenda items of a day over all visible visits, by time."""
    zone = timezone.get_current_timezone()
    starts = datetime.combine(day, time(0), zone)
    rows = AgendaItem.objects.filter(
        visit__in=visible_to(user).filter(state__in=[*UNDER_WAY_STATES, VisitState.ENDED]),
        starts_at__gte=starts,
        starts_at__lt=starts + timedelta(days=1),
    )
    return rows.select_related("visit__account").order_by("starts_at", "pk")


def declined_in(user: User) -> QuerySet[AgendaPerson]:
    """Return declined roles without a replacement in visits that the user runs."""
    in_role = AgendaPerson.objects.filter(item=OuterRef("item"), role=OuterRef("role"))
    replaced = in_role.exclude(answer=Answer.DECLINED)
    rows = AgendaPerson.objects.filter(
        Q(item__visit__coordinator=user) | Q(item__visit__lead_host=user),
        answer=Answer.DECLINED,
        item__visit__state__in=PREPARATION_STATES,
    ).exclude(Exists(replaced))
    return rows.select_related("staff", "item__visit__account").order_by("item__starts_at", "pk")


def parts_of(user: User) -> QuerySet[AgendaPerson]:
    """Return a user's roles in agenda items for their calendar: those they were invited to and
    did not decline, without long past ones."""
    rows = AgendaPerson.objects.filter(
        staff__user=user, item__ends_at__gte=clock.now() - CALENDAR_PAST
    )
    visit = "item__visit"
    return (
        rows.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))
        .select_related(*(f"{visit}__{name}" for name in CALENDAR_ROWS))
        .order_by("item__starts_at", "pk")
    )


def hosted_by(user: User) -> QuerySet[Visit]:
    """Return visits a user hosts or coordinates, by arrival, without long past ones."""
    rows = Visit.objects.filter(
        Q(lead_host=user) | Q(coordinator=user), leaves_at__gte=clock.now() - CALENDAR_PAST
    )
    return rows.select_related(*CALENDAR_ROWS).order_by("arrives_at", "pk")


def overdue_in(user: User) -> QuerySet[Node]:
    """Return overdue nodes of visits that the user runs, longest overdue first."""
    rows = Node.objects.filter(
        Q(visit__coordinator=user) | Q(visit__lead_host=user),
        state=NodeState.OPEN,
        due_at__lt=clock.now(),
        visit__state__in=[*UNDER_WAY_STATES, VisitState.ENDED, VisitState.FOLLOW_UP],
    )
    return rows.select_related("visit__account", "owner").order_by("due_at", "pk")
