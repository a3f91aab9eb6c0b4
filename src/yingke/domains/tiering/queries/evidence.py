"""The rows behind a measure of one customer: what a score is made of, down to its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import DateTimeField, QuerySet
from django.utils import timezone

from yingke.domains.commerce.models import Order, Payment, Project
from yingke.domains.customers.models import Contact, Interaction
from yingke.domains.customers.terms import InteractionState
from yingke.domains.service.models import Case
from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import Rating
from yingke.domains.tiering.queries.inputs import CURRENCY
from yingke.domains.visits.models import Visit
from yingke.engines.scoring import MEASURES

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

YEAR: Final = timedelta(days=365)
MOST: Final = 500
Reader = Callable[["User"], bool]


@dataclass(frozen=True)
class Table:
    """Where the rows of a table come from: `when` is the column that says from when on a row
    counts, `shown` the columns of the evidence."""

    rows: Callable[[], QuerySet[Any]]
    when: str
    shown: tuple[str, ...]
    may_see: Reader


TABLES: Final[dict[str, Table]] = {
    "orders": Table(
        lambda: Order.objects.filter(currency=CURRENCY),
        "ordered_on",
        ("ordered_on", "number", "title", "amount", "solution_amount"),
        permissions.can_see_sums,
    ),
    "payments": Table(
        lambda: Payment.objects.filter(currency=CURRENCY),
        "due_on",
        ("due_on", "number", "title", "amount", "paid_on"),
        permissions.can_see_sums,
    ),
    "projects": Table(
        Project.objects.all,
        "started_on",
        ("started_on", "number", "title", "innovation", "ended_on"),
        permissions.can_see_sums,
    ),
    "interactions": Table(
        lambda: Interaction.objects.filter(state=InteractionState.HELD),
        "held_at",
        ("held_at", "contact__name", "channel", "summary"),
        permissions.can_see,
    ),
    "contacts": Table(
        Contact.objects.all,
        "",
        ("name", "title", "is_decision_maker"),
        permissions.can_see,
    ),
    "visits": Table(
        lambda: Visit.objects.filter(ended_at__isnull=False),
        "ended_at",
        ("ended_at", "number"),
        permissions.can_see,
    ),
    "cases": Table(
        Case.objects.all,
        "opened_at",
        ("opened_at", "number", "title", "case_kind", "first_response_at", "closed_at"),
        permissions.can_see_cases,
    ),
    "ratings": Table(
        Rating.objects.all,
        "rated_on",
        ("rated_on", "aspect", "score", "rater__name"),
        permissions.can_see,
    ),
}


@dataclass(frozen=True)
class Behind:
    """The rows of one table, latest first; `counts` says of each whether it is in the window."""

    table: str
    columns: Sequence[str]
    rows: Sequence[tuple[bool, tuple[Any, ...]]]


def may_see(user: User, measure: str) -> bool:
    """Whether a reader may see the rows, and so the value, of a measure."""
    return all(TABLES[name].may_see(user) for name in MEASURES[measure].tables)


def rows_behind(account: Account, measure: str, as_of: date) -> list[Behind]:
    """The rows known on a day from which a measure of a customer is computed."""
    return [_behind(account, name, measure, as_of) for name in MEASURES[measure].tables]


def _behind(account: Account, name: str, measure: str, as_of: date) -> Behind:
    table = TABLES[name]
    rows = table.rows().filter(account=account)
    if name == "ratings":
        rows = rows.filter(aspect=measure)
    if table.when:
        rows = rows.filter(**{f"{table.when}__lt": _end(rows, table.when, as_of)}).order_by(
            f"-{table.when}", "-pk"
        )
    found = rows.values_list(*table.shown)[:MOST]
    start = as_of - YEAR
    return Behind(
        name,
        table.shown,
        [(not table.when or _day(row[0]) > start, row) for row in found],
    )


def _end(rows: QuerySet[Any], column: str, as_of: date) -> date | datetime:
    """The first day, or moment, that lies after `as_of` in the company's time."""
    following = as_of + timedelta(days=1)
    if isinstance(rows.model._meta.get_field(column), DateTimeField):
        return datetime.combine(following, time.min, timezone.get_default_timezone())
    return following


def _day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(timezone.get_default_timezone()).date()
    return moment
