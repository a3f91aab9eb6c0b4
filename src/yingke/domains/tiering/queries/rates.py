"""Rates over all customers, each with its interval: repurchase, churn, order value, renewals.

What is counted is the last 365 days up to a day; an interval that is too wide is said to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, Sum

from yingke.domains.commerce.models import Contract, Order
from yingke.domains.commerce.terms import Currency
from yingke.domains.feedback.models import Feedback
from yingke.domains.tiering.models import CareAction, SavePlan
from yingke.domains.tiering.queries.inputs import live_tables
from yingke.domains.tiering.terms import ActionState, PlanState
from yingke.engines.scoring.rates import (
    CohortCell,
    CustomerRates,
    Interval,
    bootstrap_mean,
    cohorts,
    customer_rates,
    wilson,
)

YEAR: Final = timedelta(days=365)
RENEWED_WITHIN: Final = timedelta(days=90)
COHORTS: Final = 12


@dataclass(frozen=True)
class Rates:
    """Everything of one year; money in yuan."""

    customers: CustomerRates
    order_value: Interval
    renewals: Interval
    entitlements: Interval
    feedback: Interval
    rescued: Decimal


def rates(day: date) -> Rates:
    """The rates of the 365 days up to a day."""
    start = day - YEAR
    orders = Order.objects.filter(
        currency=Currency.CNY, ordered_on__gt=start, ordered_on__lte=day
    ).values_list("amount", flat=True)
    scores = Feedback.objects.filter(
        score__isnull=False, recorded_at__date__gt=start, recorded_at__date__lte=day
    ).values_list("score", flat=True)
    saved = SavePlan.objects.filter(
        state=PlanState.KEPT, closed_on__gt=start, closed_on__lte=day
    ).aggregate(sum=Sum("rescued"))
    return Rates(
        customers=customer_rates(live_tables(), day),
        order_value=bootstrap_mean([float(amount) for amount in orders]),
        renewals=_renewals(start, day),
        entitlements=_entitlements(start, day),
        feedback=bootstrap_mean([float(score) for score in scores if score is not None]),
        rescued=saved["sum"] or Decimal(0),
    )


def _renewals(start: date, day: date) -> Interval:
    """Of the contracts that ended, those that were renewed: by a successor, or another contract of
    the customer signed within ninety days of the end. Those still within that time do not count."""
    ended = Contract.objects.filter(ends_on__gt=start, ends_on__lte=day - RENEWED_WITHIN)
    later = Contract.objects.filter(account=OuterRef("account"), signed_on__lte=day).filter(
        Q(renews=OuterRef("pk"))
        | Q(
            signed_on__gt=OuterRef("ends_on") - RENEWED_WITHIN,
            signed_on__lte=OuterRef("ends_on") + RENEWED_WITHIN,
        )
    )
    later = later.exclude(pk=OuterRef("pk"))
    return wilson(ended.filter(Exists(later)).count(), ended.count())


def _entitlements(start: date, day: date) -> Interval:
    """Of the dates that came, those that were kept, late ones among them."""
    come = CareAction.objects.filter(
        entitlement__isnull=False, due_on__gt=start, due_on__lte=day
    ).exclude(state=ActionState.DROPPED)
    return wilson(come.filter(state=ActionState.DONE).count(), come.count())


def latest_cohorts(day: date) -> Sequence[tuple[date, list[CohortCell]]]:
    """Who still orders, by month of first order: the last twelve months with a first order."""
    found: dict[date, list[CohortCell]] = {}
    for cell in cohorts(live_tables(), day):
        found.setdefault(cell.cohort, []).append(cell)
    return sorted(found.items())[-COHORTS:]
