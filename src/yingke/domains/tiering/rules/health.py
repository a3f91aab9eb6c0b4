"""The health of a customer: a start value, and points for what happened, each with its reason.

The value is exactly the sum, within 0 and 100; what cannot be explained is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

START: Final = 80
MOST: Final = 100
GOOD, WARNING = 75, 60
LATE_ORDERS: Final = 2.0  # times the usual time between two orders
GONE_ORDERS: Final = 4.0


@dataclass(frozen=True)
class Facts:
    """What is known of a customer on a day; durations in days.

    `silent` are decision makers out of contact with the days since the last one (None: never);
    `order_ratio` is the time since the last order by the usual time between two, None if unknown;
    `feedback` the last score of the past half-year.
    """

    silent: Sequence[tuple[str, int | None]] = ()
    promises: Sequence[tuple[str, int]] = ()
    complaints: Sequence[tuple[str, int]] = ()
    cases: Sequence[tuple[str, int]] = ()
    payments: Sequence[tuple[str, int]] = ()
    order_ratio: float | None = None
    order_days: int | None = None
    feedback: int | None = None
    missed: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Weights:
    """Points for one thing of a kind; `most` limits what one kind can cost."""

    silence: int = 4
    promise: int = 3
    complaint: int = 4
    case: int = 2
    payment: int = 3
    orders: int = 8
    feedback: int = 4
    entitlement: int = 3
    most: int = 16


@dataclass(frozen=True)
class Reason:
    """Points with what they are for: `code` and `values` make the sentence."""

    signal: str
    points: int
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Health:
    """The value and everything that made it."""

    value: int
    reasons: tuple[Reason, ...]


def health(facts: Facts, weights: Weights) -> Health:
    """The health from the facts, the heaviest reasons first."""
    reasons = sorted(_reasons(facts, weights), key=lambda reason: reason.points)
    total = START + sum(reason.points for reason in reasons)
    return Health(min(max(total, 0), MOST), tuple(reasons))


def _reasons(facts: Facts, weights: Weights) -> Iterator[Reason]:
    kinds: tuple[tuple[str, str, Sequence[tuple[str, int | None]], int], ...] = (
        ("silence", "silent", facts.silent, weights.silence),
        ("promise", "promise_late", facts.promises, weights.promise),
        ("case", "complaint_open", facts.complaints, weights.complaint),
        ("case", "case_open", facts.cases, weights.case),
        ("payment", "payment_late", facts.payments, weights.payment),
        ("entitlement", "missed", facts.missed, weights.entitlement),
    )
    spent: dict[str, int] = {}
    for signal, code, rows, each in kinds:
        for name, days in rows:
            points = min(each, weights.most - spent.get(signal, 0))
            if points > 0:
                spent[signal] = spent.get(signal, 0) + points
                yield Reason(signal, -points, code, {"name": name, "days": days})
    yield from _orders(facts, weights)
    yield from _feedback(facts, weights)


def _orders(facts: Facts, weights: Weights) -> Iterator[Reason]:
    ratio = facts.order_ratio
    if ratio is None:
        return
    values = {"days": facts.order_days, "times": round(ratio, 1)}
    if ratio >= GONE_ORDERS:
        yield Reason("orders", -2 * weights.orders, "orders_gone", values)
    elif ratio >= LATE_ORDERS:
        yield Reason("orders", -weights.orders, "orders_late", values)
    elif ratio <= 1:
        yield Reason("orders", weights.orders // 2, "orders_steady", values)


def _feedback(facts: Facts, weights: Weights) -> Iterator[Reason]:
    score = facts.feedback
    if score is None:
        return
    if score >= 90:  # the product's bound for excellent
        yield Reason("feedback", weights.feedback, "feedback_good", {"score": score})
    elif score < 80:
        yield Reason("feedback", -weights.feedback, "feedback_low", {"score": score})


def level(value: int) -> str:
    """good, watch or warning."""
    return "good" if value >= GOOD else "watch" if value >= WARNING else "warning"


def next_step(steps: Sequence[int], done: Sequence[int], open_: Sequence[int]) -> int | None:
    """The step of a playbook to take now: the first that is neither done nor open.

    `steps` are the ids in their order; None while one is open, and after the last.
    """
    if set(open_) & set(steps):
        return None
    return next((step for step in steps if step not in done), None)
