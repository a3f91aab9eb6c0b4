"""What would make a customer leave its tier, from its score, its orders and the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from yingke.engines.scoring.lifetime import BgNbd
from yingke.engines.scoring.tiers import Condition, TierRules

FURTHEST: Final = 3 * 365
"""Days ahead that an alarm is looked for."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension of a score: points from 0 to 100, and its effective share of the score."""

    name: str
    points: float
    weight: float

    @property
    def contribution(self) -> float:
        return self.points * self.weight


@dataclass(frozen=True, slots=True)
class Drop:
    """A single dimension that would take the score below a line: its points now and then."""

    name: str
    now: float
    to: float


@dataclass(frozen=True, slots=True)
class Leaving:
    """The nearest exit: `gap` points above `line`, and each dimension that alone can cross it."""

    line: float
    gap: float
    drops: tuple[Drop, ...]


def exit_by_score(
    rules: TierRules, tier: str, total: float, axes: Sequence[Axis]
) -> Leaving | None:
    """How far a score is from the exit of its tier; None where no score lets go of it."""
    rule = next(one for one in rules.tiers if one.name == tier)
    lines = [c.bound for group in rule.exit for c in group if _falls(c)]
    if not lines:
        return None
    line = max(lines)
    gap = total - line
    drops = [
        Drop(axis.name, axis.points, axis.points - gap / axis.weight)
        for axis in axes
        if axis.weight > 0 and axis.points - gap / axis.weight >= 0
    ]
    smallest = sorted(drops, key=lambda one: one.now - one.to)
    return Leaving(line, gap, tuple(smallest) if gap > 0 else ())


def _falls(condition: Condition) -> bool:
    return condition.field == "score" and condition.comparison.startswith("<")


@dataclass(frozen=True, slots=True)
class Alarm:
    """The bound of P(active), and the day on which it is crossed without another order."""

    tier: str
    bound: float
    on: date | None


def next_alarm(
    rules: TierRules,
    tier: str,
    known: Mapping[str, float | None],
    model: Mapping[str, float] | None,
    ordered_on: Sequence[date],
    as_of: date,
) -> Alarm | None:
    """The alarm that would take the customer at once; None where no other condition of it holds.

    `known` are the measures of the customer, `model` the parameters of BG/NBD.
    """
    for rule in rules.tiers:
        if rule.name == tier or not rule.at_once:
            continue
        for group in rule.entry:
            alive = [c for c in group if c.field == "p_alive" and c.comparison.startswith("<")]
            others = [c for c in group if c.field != "p_alive"]
            if alive and all(_holds(c, known) for c in others):
                day = _crossing(alive[0].bound, model, ordered_on, as_of)
                return Alarm(rule.name, alive[0].bound, day)
    return None


def _holds(condition: Condition, known: Mapping[str, float | None]) -> bool:
    value = known.get(condition.field)
    fields = {condition.field: np.array([np.nan if value is None else value])}
    return bool(condition.holds(fields)[0])


def _crossing(
    bound: float, model: Mapping[str, float] | None, ordered_on: Sequence[date], as_of: date
) -> date | None:
    """The first day with P(active) below a bound, by bisection: it only falls without orders."""
    days = sorted({day for day in ordered_on if day <= as_of})
    if model is None or len(days) < 2:
        return None
    fitted = BgNbd.known(**model)
    x, last = len(days) - 1, (days[-1] - days[0]).days / 7

    def alive(ahead: int) -> float:
        observed = (as_of - days[0]).days + ahead
        return float(fitted.p_alive([x], [last], [observed / 7])[0])

    if alive(FURTHEST) >= bound:
        return None
    low, high = 0, FURTHEST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if alive(middle) < bound else (middle + 1, high)
    return as_of + timedelta(days=low)
