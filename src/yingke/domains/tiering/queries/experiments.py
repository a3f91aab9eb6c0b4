"""Treated customers beside others who looked alike before: what came of a trial."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from yingke.domains.tiering.models import Run, Score
from yingke.domains.tiering.queries import inputs
from yingke.domains.tiering.queries.population import population_of
from yingke.domains.visits.models import Visit
from yingke.engines.scoring import RefusedError
from yingke.engines.scoring.engines import collected
from yingke.engines.scoring.rates import Comparison, compare_with_matched
from yingke.engines.scoring.tiers import later_outcomes

if TYPE_CHECKING:
    import numpy.typing as npt

COVARIATES: Final = ("monetary", "frequency", "recency", "tenure")
TREATED_WITHIN: Final = 90
"""Days after the month's end in which a visit makes a customer a treated one."""
HORIZON: Final = 180
"""Days after the month's end whose revenue is compared."""


@dataclass(frozen=True)
class Experiment:
    """`comparison` is None where there are no treated customers, or no others."""

    at: date
    treated: int
    others: int
    comparison: Comparison | None


def months(run: Run) -> list[Run]:
    """Earlier runs whose horizon is over, newest first."""
    until = run.as_of - timedelta(days=HORIZON)
    rows = Run.objects.filter(as_of__lte=until, scores__isnull=False).distinct()
    return list(rows.order_by("-month", "-at"))


def visited_after(run: Run) -> set[int]:
    """Customers with a visit that ended soon after the run's day."""
    end = run.as_of + timedelta(days=TREATED_WITHIN)
    rows = Visit.objects.filter(ended_at__date__gt=run.as_of, ended_at__date__lte=end)
    return set(rows.values_list("account_id", flat=True))


def compare(run: Run, known_until: date, treated: Collection[int]) -> Experiment:
    """Revenue after a run's day: treated customers less look-alikes as of that day.

    Customers who had not ordered by then are left out, as are those of whom a covariate is unknown.
    """
    population = population_of(Score.objects.filter(run=run))
    tables = inputs.live_tables()
    try:
        found = collected(later_outcomes(tables, run.as_of, HORIZON, known_until), tables)
    except RefusedError:
        return Experiment(run.as_of, 0, 0, None)
    revenue = dict(
        zip(map(int, found["account_id"].to_pylist()), found["revenue"].to_pylist(), strict=True)
    )
    outcome = np.array([revenue.get(pk, np.nan) for pk in population.accounts], dtype=float)
    columns = {name: population.measures[name] for name in COVARIATES}
    known = ~np.isnan(np.column_stack([outcome, *columns.values()])).any(axis=1)
    marks: npt.NDArray[np.bool_] = np.isin(population.accounts, list(treated))[known]
    count, others = int(marks.sum()), int((~marks).sum())
    if not count or not others:
        return Experiment(run.as_of, count, others, None)
    made = compare_with_matched(
        marks, {name: values[known] for name, values in columns.items()}, outcome[known]
    )
    return Experiment(run.as_of, count, others, made)
