"""Whether rules would have told who stays: the scores kept a year ago against the orders since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from yingke.domains.tiering.models import Run, Score
from yingke.domains.tiering.queries import inputs
from yingke.domains.tiering.queries.population import Population, population_of
from yingke.engines.scoring import Plan, RefusedError
from yingke.engines.scoring.engines import collected
from yingke.engines.scoring.scoring import as_floats
from yingke.engines.scoring.tiers import BackTest, back_test, later_outcomes

HORIZON: Final = 360
"""Days whose orders tell what became of a customer."""


@dataclass(frozen=True)
class Past:
    """An earlier month's population, and what followed for those of it who had ordered by then."""

    at: date
    known_until: date
    population: Population
    places: npt.NDArray[np.int64]
    outcomes: Mapping[str, npt.NDArray[np.float64]]


def past_before(run: Run) -> Past | None:
    """The newest month whose horizon is over on the run's day; None where there is none."""
    earlier = Run.objects.filter(as_of__lte=run.as_of - timedelta(days=HORIZON))
    then = earlier.filter(scores__isnull=False).order_by("-month", "-at").first()
    if then is None or "orders" not in inputs.INPUTS:
        return None
    tables = inputs.live_tables()
    try:
        found = collected(later_outcomes(tables, then.as_of, HORIZON, run.as_of), tables)
    except RefusedError:
        return None
    population = population_of(Score.objects.filter(run=then))
    places = {account: place for place, account in enumerate(population.accounts)}
    at = [places.get(int(account), -1) for account in found["account_id"].to_pylist()]
    known = np.array(at, dtype=np.int64)
    kept = known >= 0
    outcomes = {
        name: as_floats(found[name])[kept] for name in ("churned", "repurchased", "revenue")
    }
    return Past(then.as_of, run.as_of, population, known[kept], outcomes)


def back_test_of(past: Past, plan: Plan, outcome: str) -> BackTest:
    """Tiers that the plan would have given, and what became of each."""
    assigned = past.population.assigned(plan, afresh=True)
    tiers = assigned.assignment.now[past.places]
    return back_test(plan.rules, tiers, {outcome: past.outcomes[outcome]})
