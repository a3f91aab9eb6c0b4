"""How complete and how fresh customers are: computed by the database for what a user may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from django.db.models import Avg, Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When

from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.queries.accounts import visible_to
from yingke.domains.customers.rules.completeness import URGENCY, WANTED
from yingke.domains.customers.terms import AccountStatus, Industry
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User

PEOPLE: Final = Contact.objects.filter(account=OuterRef("pk"), active=True)
KNOWN: Final[Mapping[str, Any]] = {
    "credit_code": Q(credit_code__isnull=False) | ~Q(country="CN"),
    "contact_phone": Exists(PEOPLE.exclude(phone="")),
    "decision_maker": Exists(PEOPLE.filter(is_decision_maker=True)),
    "industry": ~Q(industry=Industry.OTHER),
    "size": ~Q(size=""),
    "address": ~Q(address=""),
    "website": ~Q(website=""),
    "short_name": ~Q(short_name=""),
    "customer_since": Q(customer_since__isnull=False),
}
"""When each piece of the field standard counts as known."""


@dataclass(frozen=True)
class Share:
    """How far one field, department or person is: `known` and `fresh` are percentages."""

    key: Any
    label: str
    count: int
    known: int
    fresh: int = 0


def rated(user: User) -> QuerySet[Any]:
    """Visible customers that are not closed, with `complete` (percent) and `urgency`.

    `urgency` is the weight of what is missing, times that of the tier.
    """
    weights = [Case(When(KNOWN[one.code], then=Value(one.weight)), default=0) for one in WANTED]
    total = weights[0]
    for weight in weights[1:]:
        total = total + weight  # type: ignore[assignment]
    tiers = [When(tier=tier, then=Value(times)) for tier, times in URGENCY.items()]
    rows: QuerySet[Any] = visible_to(user).exclude(status=AccountStatus.CLOSED)
    rows = rows.annotate(complete=total)
    found: QuerySet[Any] = rows.annotate(
        urgency=(100 - F("complete")) * Case(*tiers, default=1, output_field=IntegerField())
    )
    return found


def to_complete(user: User, *, field: str = "", owner: int | None = None) -> QuerySet[Any]:
    """Incomplete customers, the most urgent first, with what is known of each as `has_…`."""
    rows = rated(user).filter(complete__lt=100)
    if field in KNOWN:
        rows = rows.filter(~KNOWN[field] if isinstance(KNOWN[field], Exists) else ~Q(KNOWN[field]))
    if owner is not None:
        rows = rows.filter(account_manager=owner)
    flags = {
        f"has_{code}": Case(When(known, then=Value(True)), default=Value(False))
        for code, known in KNOWN.items()
    }
    found: QuerySet[Any] = rows.annotate(**flags).select_related("account_manager")
    return found.order_by("-urgency", "sort_key", "pk")


def known_of(account: Account) -> set[str]:
    """What is known of a customer of `to_complete`."""
    return {code for code in KNOWN if getattr(account, f"has_{code}")}


def by_field(user: User) -> list[Share]:
    """For each field of the standard in how many customers it is known."""
    known = {f"n_{code}": Count("pk", filter=Q(one)) for code, one in KNOWN.items()}
    counts = rated(user).aggregate(all=Count("pk"), **known)
    total = counts["all"]
    return [
        Share(one.code, "", counts[f"n_{one.code}"], 100 * counts[f"n_{one.code}"] // (total or 1))
        for one in WANTED
    ]


def by_department(user: User) -> list[Share]:
    return _grouped(user, "department", "department__name")


def by_owner(user: User) -> list[Share]:
    return _grouped(user, "account_manager", "account_manager__name")


def summary(user: User) -> Share:
    """All visible customers together."""
    found = rated(user).aggregate(
        count=Count("pk"), known=Avg("complete"), fresh=Count("pk", filter=_is_fresh())
    )
    return _share("", "", found)


def of_owner(user: User) -> tuple[int, int]:
    """How many customers a user manages, and how many of them are not complete."""
    found = (
        rated(user)
        .filter(account_manager=user)
        .aggregate(count=Count("pk"), open=Count("pk", filter=Q(complete__lt=100)))
    )
    return found["count"], found["open"]


def _grouped(user: User, column: str, label: str) -> list[Share]:
    rows = (
        rated(user)
        .order_by()
        .values(column, label)
        .annotate(count=Count("pk"), known=Avg("complete"), fresh=Count("pk", filter=_is_fresh()))
        .order_by("known", column)
    )
    return [_share(row[column], row[label], row) for row in rows]


def _share(key: Any, label: str, row: Mapping[str, Any]) -> Share:
    count = row["count"]
    return Share(key, label, count, int(row["known"] or 0), 100 * row["fresh"] // (count or 1))


def _is_fresh() -> Q:
    """Whether a customer was looked at within the time of `customers.fresh_for`."""
    return Q(updated_at__gte=fresh_since())


def fresh_since() -> datetime:
    return clock.now() - cast(timedelta, policy.value("customers.fresh_for"))
