"""Did the tiers tell who would stay? Past rules against what happened later, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from yingke.engines.scoring.faults import RefusedError
from yingke.engines.scoring.measures.tables import Tables
from yingke.engines.scoring.rates.intervals import (
    Interval,
    Vector,
    bootstrap_mean,
    difference_of_independent,
    wilson,
)

from .rules import TierRules

WIDEST = {"churned": 0.2, "repurchased": 0.2}
"""Widths beyond which a rate is not told; a mean of money is told up to its own size."""


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """What became of one tier's accounts."""

    tier: str
    accounts: int
    outcomes: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Contrast:
    """An outcome in one tier less that in the next: do the rules separate at all?

    ``separates`` is True or False when the interval leaves zero on one side or not, and None
    when there is not enough data.
    """

    upper: str
    lower: str
    outcome: str
    difference: Interval

    @property
    def separates(self) -> bool | None:
        """Whether zero lies outside the interval; None: not enough data."""
        low, high = self.difference.low, self.difference.high
        if not self.difference.enough or low is None or high is None:
            return None
        return low > 0 or high < 0


@dataclass(frozen=True, slots=True)
class BackTest:
    """Outcomes by tier and the contrasts of neighbouring tiers."""

    tiers: tuple[TierOutcome, ...]
    contrasts: tuple[Contrast, ...]


def later_outcomes(tables: Tables, at: date, horizon: int, known_until: date) -> ir.Table:
    """``account_id, churned, repurchased, revenue`` in the ``horizon`` days after ``at``.

    One row per account that had ordered by ``at``. Raises RefusedError when the horizon reaches
    beyond ``known_until``: an account that may still order has not churned.
    """
    end = at + timedelta(days=horizon)
    if end > known_until:
        raise RefusedError(
            f"the {horizon} days after {at} end on {end}, data on {known_until}: start earlier"
        )
    orders = tables.rows("orders", end)
    after = orders.ordered_on > ibis.date(at.isoformat())
    each = orders.group_by("account_id").aggregate(
        known=orders.count(where=~after),
        later=orders.count(where=after),
        revenue=orders.amount.sum(where=after).fill_null(0).cast("float64"),
    )
    each = each.filter(each.known > 0)
    return each.select(
        "account_id",
        churned=ibis.ifelse(each.later == 0, 1.0, 0.0),
        repurchased=ibis.ifelse(each.later > 0, 1.0, 0.0),
        revenue=each.revenue,
    )


def back_test(
    rules: TierRules,
    tier: npt.ArrayLike,
    outcomes: Mapping[str, npt.ArrayLike],
    *,
    widest: Mapping[str, float] | None = None,
    level: float = 0.95,
    seed: int = 1,
) -> BackTest:
    """Compare tiers by what came later. ``tier`` holds positions in ``rules.tiers``.

    Each outcome has one number per account. Rates (all numbers 0 or 1) come with Wilson's interval,
    means with that of the bootstrap; one wider than ``widest[outcome]`` (by default ``WIDEST``, and
    for other outcomes the mean over all accounts) says “not enough data”.
    """
    place = np.asarray(tier, dtype=np.int64)
    values = {name: np.asarray(given, dtype=float) for name, given in outcomes.items()}
    bounds = {
        name: (widest or {}).get(name, WIDEST.get(name, float(abs(v.mean())) if v.size else 0.0))
        for name, v in values.items()
    }
    told = []
    for position, name in enumerate(rules.names):
        members = place == position
        each = {
            outcome: _interval(v[members], v, level, seed, bounds[outcome])
            for outcome, v in values.items()
        }
        told.append(TierOutcome(name, int(members.sum()), each))
    contrasts = [
        _contrast(upper, lower, outcome, bounds[outcome])
        for upper, lower in pairwise(told)
        for outcome in values
    ]
    return BackTest(tuple(told), tuple(contrasts))


def _interval(members: Vector, whole: Vector, level: float, seed: int, widest: float) -> Interval:
    # Of a rate the bootstrap's percentiles cover as little as 89 of 100 where it is rare and the
    # tier small; Wilson's interval keeps what it promises and needs no chance.
    if np.isin(whole, (0.0, 1.0)).all():
        return wilson(int(members.sum()), len(members), level=level, widest=widest)
    return bootstrap_mean(members, level=level, seed=seed, widest=widest)


def _contrast(upper: TierOutcome, lower: TierOutcome, outcome: str, widest: float) -> Contrast:
    one, two = upper.outcomes[outcome], lower.outcomes[outcome]
    gap = difference_of_independent(one, two, widest=widest)
    return Contrast(upper.tier, lower.tier, outcome, gap)
