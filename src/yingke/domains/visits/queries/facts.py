"""Facts for the rules, read in a fixed number of queries."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Agreement
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.rules import agenda, escorts, gates
from yingke.domains.visits.rules.readiness import WEIGHTS
from yingke.domains.visits.terms import (
    AgendaKind,
)
from yingke.foundation.policy import queries as policy

# Kinds of items that need no staff.
UNSTAFFED = {AgendaKind.BREAK, AgendaKind.TRANSFER}
# Code of the request form question about confidential content.
NDA_QUESTION = "nda"
# Kinds of items that need no room.
PLACELESS = {AgendaKind.TRANSFER, AgendaKind.FAREWELL}


def parameter(visit: Visit, code: str, *, at: datetime | None = None) -> Any:
    """Return the parameter's value for this visit at a moment (default: now)."""
    return policy.value(
        code,
        at=at,
        visit_type=visit.visit_type.code,
        site=visit.site.code,
        tier=visit.account.tier,
    )


def limits(visit: Visit) -> gates.Limits:
    """Return the gates' parameters for this visit."""
    return gates.Limits(
        decision_makers=int(parameter(visit, "visit.decision_makers.min")),
        interactions=int(parameter(visit, "visit.interactions.min")),
        readiness=int(cast(Decimal, parameter(visit, "visit.readiness.min"))),
    )


def agenda_of(visit: Visit) -> list[AgendaItem]:
    """Return the agenda with people and bookings, in order, in four queries."""
    return list(
        visit.agenda.prefetch_related("people__staff", "bookings__booking__resource").order_by(
            "starts_at", "pk"
        )
    )


def slots(items: list[AgendaItem]) -> list[agenda.Slot]:
    """Return the agenda as values for the rules."""
    return [
        agenda.Slot(
            id=item.pk,
            name=item.label,
            kind=item.kind,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            interactive=item.interactive,
            begun=item.started_at is not None,
        )
        for item in items
    ]


def agenda_notices(visit: Visit, items: list[AgendaItem]) -> list[agenda.Notice]:
    """Return warnings about the agenda."""
    return agenda.warnings(
        slots(items),
        opening_max=cast(timedelta, parameter(visit, "visit.opening.max")),
        golden_window=cast(timedelta, parameter(visit, "visit.golden_window")),
        interactions=int(parameter(visit, "visit.interactions.min")),
        longest_gap=cast(timedelta, parameter(visit, "visit.agenda.longest_gap")),
        tz=ZoneInfo(visit.site.timezone),
    )


def most_escorts(visit: Visit) -> int | None:
    """Return the most colleagues that may accompany the guests; None without a limit."""
    if not parameter(visit, "visit.escorts.limited"):
        return None
    preset = escorts.Preset(
        int(parameter(visit, "visit.escorts.few_guests")),
        int(parameter(visit, "visit.escorts.few")),
        Decimal(parameter(visit, "visit.escorts.share")),
    )
    return preset.most(visit.headcount)


def agenda_bounds(visit: Visit) -> agenda.Bounds:
    """Return the bounds within which an agenda item must lie, and its maximum length."""
    return agenda.Bounds(
        visit.arrives_at,
        visit.leaves_at,
        grace=cast(timedelta, parameter(visit, "visit.agenda.grace")),
        longest=cast(timedelta, parameter(visit, "visit.agenda.longest_item")),
    )


def readiness_weights(visit: Visit) -> dict[str, int]:
    """Return the weight of each part of the readiness score."""
    with policy.pinned_version():
        return {code: int(parameter(visit, f"visit.readiness.weight.{code}")) for code in WEIGHTS}


def is_confidential(visit: Visit) -> bool:
    """Whether the request says that the visit touches confidential content."""
    return visit.answers.get(NDA_QUESTION) is True


def nda_of(visit: Visit) -> QuerySet[Agreement]:
    """Return the customer's non-disclosure agreements in force on the day of the visit."""
    day = visit.arrives_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return customers.ndas_on(day).filter(account=visit.account_id)


def has_nda() -> Exists:
    """Return the same as a condition for a query of visits."""
    arrival = ExpressionWrapper(OuterRef("arrives_at"), output_field=DateTimeField())
    day = TruncDate(arrival, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Exists(customers.ndas_on(day).filter(account=OuterRef("account")))
