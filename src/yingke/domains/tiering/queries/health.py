"""What the health of customers is made of, as of a day: one query for each kind of fact.

Each query reads all customers or those given, so that a night costs the same eight queries however
many there are. Rows of later days change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from yingke.domains.commerce.models import Order, Payment
from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Contact
from yingke.domains.customers.terms import InteractionState, Tier
from yingke.domains.feedback.models import Feedback
from yingke.domains.growth.models import Promise
from yingke.domains.service.models import Case
from yingke.domains.service.terms import CaseKind
from yingke.domains.tiering.models import CareAction, HealthScore, SavePlan
from yingke.domains.tiering.rules.health import Facts
from yingke.domains.tiering.terms import ActionState
from yingke.domains.visits.models import Visit
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

YEAR: Final = timedelta(days=365)
HALF: Final = timedelta(days=182)
LONG: Final = timedelta(days=7)  # a case that is open longer counts
FEWEST: Final = 3  # orders that make a usual time between two
Rows = dict[int, list[tuple[str, Any]]]


def visible_to(user: User) -> QuerySet[HealthScore]:
    """Health of the customers that a user may see; none without a right to scores."""
    if not user.may("tiering.see"):
        return HealthScore.objects.none()
    return HealthScore.objects.filter(account__in=customers.visible_to(user))


def latest_values(user: User) -> dict[int, int]:
    """The health of the latest month by customer, of those the user may see."""
    month = HealthScore.objects.aggregate(month=Max("month"))["month"]
    return dict(visible_to(user).filter(month=month).values_list("account", "value"))


def plans_visible_to(user: User) -> QuerySet[SavePlan]:
    """Plans to save customers that a user may see; none without a right to scores."""
    if not (user.may("tiering.see") or user.may("tiering.act")):
        return SavePlan.objects.none()
    return SavePlan.objects.filter(account__in=customers.visible_to(user))


def facts_of(day: date, accounts: Collection[int]) -> dict[int, Facts]:
    """The facts of each of these customers at the end of a day."""
    moment = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
    silent = _silent(moment, day, accounts)
    promises = _promises(moment, day, accounts)
    complaints, cases = _cases(moment, day, accounts)
    payments = _payments(day, accounts)
    orders = _orders(day, accounts)
    feedback = _feedback(moment, accounts)
    missed = _missed(day, accounts)
    return {
        pk: Facts(
            silent=silent.get(pk, ()),
            promises=promises.get(pk, ()),
            complaints=complaints.get(pk, ()),
            cases=cases.get(pk, ()),
            payments=payments.get(pk, ()),
            order_ratio=orders.get(pk, (None, None))[0],
            order_days=orders.get(pk, (None, None))[1],
            feedback=feedback.get(pk),
            missed=missed.get(pk, ()),
        )
        for pk in accounts
    }


def _silent(moment: datetime, day: date, accounts: Collection[int]) -> Rows:
    """Decision makers without a contact or visit for as long as their tier allows."""
    held = Q(interactions__state=InteractionState.HELD, interactions__held_at__lt=moment)
    people = Contact.objects.filter(account__in=accounts, active=True, is_decision_maker=True)
    called = dict(
        people.annotate(last=Max("interactions__held_at", filter=held)).values_list("pk", "last")
    )
    came = dict(
        Visit.objects.filter(account__in=accounts, arrived_at__lt=moment)
        .filter(guests__contact__is_decision_maker=True)
        .values_list("guests__contact")
        .annotate(last=Max("arrived_at"))
        .order_by()
    )
    with policy.pinned_version():
        limits = {
            tier: cast("timedelta", policy.value("customers.silent_after", tier=tier))
            for tier in Tier.values
        }
    found: Rows = defaultdict(list)
    for pk, account, name, tier in people.order_by("-influence", "pk").values_list(
        "pk", "account", "name", "account__tier"
    ):
        lasts = [one for one in (called.get(pk), came.get(pk)) if one is not None]
        days = (day - timezone.localtime(max(lasts)).date()).days if lasts else None
        if days is None or timedelta(days=days) > limits[tier]:
            found[account].append((name, days))
    return found


def _promises(moment: datetime, day: date, accounts: Collection[int]) -> Rows:
    rows = Promise.objects.filter(account__in=accounts, promised_on__lte=day, due_on__lt=day)
    late = rows.filter(Q(kept_at=None) | Q(kept_at__gte=moment)).order_by("due_on", "pk")
    return _by_account(late.values_list("account", "text", "due_on"), day)


def _cases(moment: datetime, day: date, accounts: Collection[int]) -> tuple[Rows, Rows]:
    """Open complaints, and other cases that are open too long."""
    rows = Case.objects.filter(account__in=accounts, opened_at__lt=moment)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=moment)).order_by("opened_at", "pk")
    complaints: Rows = defaultdict(list)
    cases: Rows = defaultdict(list)
    for account, title, kind, opened in rows.values_list(
        "account", "title", "case_kind", "opened_at"
    ):
        days = (day - timezone.localtime(opened).date()).days
        if kind == CaseKind.COMPLAINT:
            complaints[account].append((title, days))
        elif timedelta(days=days) > LONG:
            cases[account].append((title, days))
    return complaints, cases


def _payments(day: date, accounts: Collection[int]) -> Rows:
    rows = Payment.objects.filter(account__in=accounts, due_on__lt=day)
    late = rows.filter(Q(paid_on=None) | Q(paid_on__gt=day)).order_by("due_on", "pk")
    return _by_account(late.values_list("account", "number", "due_on"), day)


def _missed(day: date, accounts: Collection[int]) -> Rows:
    rows = CareAction.objects.filter(
        account__in=accounts, due_on__lt=day, due_on__gte=day - HALF, entitlement__isnull=False
    ).exclude(state=ActionState.DROPPED)
    late = rows.filter(Q(done_on=None) | Q(done_on__gt=day)).order_by("due_on", "pk")
    return _by_account(late.values_list("account", "entitlement__name", "due_on"), day)


def _orders(day: date, accounts: Collection[int]) -> dict[int, tuple[float, int]]:
    """The time since the last order by the usual time between two of the last two years."""
    days: dict[int, list[date]] = defaultdict(list)
    rows = Order.objects.filter(
        account__in=accounts, ordered_on__lte=day, ordered_on__gt=day - 2 * YEAR
    )
    for account, ordered in rows.order_by("ordered_on").values_list("account", "ordered_on"):
        days[account].append(ordered)
    found = {}
    for account, own in days.items():
        apart = [(b - a).days for a, b in pairwise(own) if b > a]
        if len(apart) >= FEWEST - 1:
            since = (day - own[-1]).days
            found[account] = (since / median(apart), since)
    return found


def _feedback(moment: datetime, accounts: Collection[int]) -> dict[int, int]:
    """The latest score of the past half-year."""
    rows = Feedback.objects.filter(
        visit__account__in=accounts,
        recorded_at__lt=moment,
        recorded_at__gte=moment - HALF,
        score__isnull=False,
    )
    return dict(rows.order_by("recorded_at").values_list("visit__account", F("score")))


def _by_account(rows: Any, day: date) -> Rows:
    found: Rows = defaultdict(list)
    for account, name, due in rows:
        found[account].append((name, (day - due).days))
    return found
