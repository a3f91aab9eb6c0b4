"""What other rules would do to the customers of the latest run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from yingke.domains.tiering.models import Run, Score
from yingke.domains.tiering.queries.population import Assigned, Population, population_of
from yingke.domains.tiering.rules.reasons import plain
from yingke.engines.scoring import Plan
from yingke.engines.scoring.tiers import why

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """A customer whom the tried rules put elsewhere. `by_rule`: a line did it, not the weights.

    `facts` are the conditions that decide under the tried rules, `axes` the points that each
    dimension adds to the score or takes away.
    """

    account_id: int
    before: str
    after: str
    score_before: float | None
    score_after: float | None
    facts: tuple[dict[str, Any], ...]
    by_rule: bool
    axes: Mapping[str, float]


@dataclass(frozen=True)
class Trial:
    """The answer of a what-if; `held` are customers that only the minimum stay holds back."""

    shifts: tuple[Shift, ...]
    held: tuple[tuple[int, str, int], ...]
    counts_now: Mapping[str, int]
    counts_then: Mapping[str, int]
    seconds: float


def try_rules(run: Run, these: Plan, those: Plan, *, on: Any) -> Trial:
    """Compare `those` rules with `these`, which are in force, for every customer of the run."""
    began = time.perf_counter()
    population = population_of(Score.objects.filter(run=run), on)
    now, then = population.assigned(these), population.assigned(those)
    names_now, names_then = (np.array(plan.rules.names) for plan in (these, those))
    before, after = names_now[now.assignment.now], names_then[then.assignment.now]
    axes = _axes(now, then)
    shifts = tuple(
        _shift(population, now, then, axes, str(before[place]), str(after[place]), int(place))
        for place in np.flatnonzero(before != after)
    )
    held = [
        (population.accounts[place], str(after[place]), int(population.days[place]))
        for place in np.flatnonzero(then.assignment.held & ~now.assignment.held).tolist()
    ]
    return Trial(
        shifts,
        tuple(held),
        _counts(before),
        _counts(after),
        round(time.perf_counter() - began, 2),
    )


def _counts(tiers: npt.NDArray[np.str_]) -> dict[str, int]:
    names, counts = np.unique(tiers, return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))


def _axes(now: Assigned, then: Assigned) -> dict[str, Vector]:
    """By how many points each dimension changes the scores."""
    before, after = _contributions(now), _contributions(then)
    return {name: after[name] - before.get(name, 0.0) for name in after}


def _contributions(assigned: Assigned) -> dict[str, Vector]:
    scores = assigned.scores
    points = np.where(scores.effective > 0, scores.points, 0.0) * scores.effective
    found: dict[str, Vector] = {}
    for place, (dimension, _part) in enumerate(scores.parts):
        found[dimension.name] = found.get(dimension.name, 0.0) + points[:, place]
    return found


def _shift(
    population: Population,
    now: Assigned,
    then: Assigned,
    axes: Mapping[str, Vector],
    before: str,
    after: str,
    place: int,
) -> Shift:
    told = why(then.assignment, then.fields, place)
    names = list(then.assignment.rules.names)
    start = int(then.assignment.before[place])
    rises = names.index(after) <= start if start >= 0 else True
    facts = tuple(plain(fact) for fact in (told.entry if rises else told.exit) if fact.holds)
    score_before, score_after = (_known(one.scores.total[place]) for one in (now, then))
    return Shift(
        population.accounts[place],
        before,
        after,
        score_before,
        score_after,
        facts,
        score_before == score_after,
        {name: float(values[place]) for name, values in axes.items()},
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
