"""Losses and delays on tight days: a mended plan leaves no more unmet than a fresh one."""

from __future__ import annotations

import random
from functools import cache

import pytest
from tests.engines.planner.builders import later
from tests.engines.planner.referee import faults, unmet_cost

from yingke.engines.planner import (
    Arrival,
    Change,
    Limits,
    Longer,
    Lost,
    Plan,
    Problem,
    Progress,
    replan,
    solve,
)
from yingke.engines.planner.changes import apply_changes
from yingke.engines.planner.days import generated_day

DAYS, LOSSES = 4, 6
LENGTH = Limits(seconds=20, effort=1)


@cache
def published(seed: int) -> tuple[Problem, Plan]:
    """A day of two visits on which each loss is felt, and its plan."""
    day = generated_day(2, seed, load=1.0)
    return day, solve(day, limits=LENGTH, explain=False)


def change_of(lot: random.Random, problem: Problem, plan: Plan) -> Change:
    group = lot.choice(problem.groups)
    entry = lot.choice(plan.placed)
    used = sorted({pick.resource for p in plan.placed for pick in p.picks})
    since = problem.start + later(15 * lot.randrange(20))
    arrives = group.arrives + later(15 * lot.choice([-4, -2, 2, 4, 8]))
    return lot.choice(
        [
            Lost(lot.choice(used)),
            Lost(lot.choice(used), since, since + later(15 * lot.randrange(4, 20))),
            Lost(lot.choice([p.resource for p in entry.picks])),
            Arrival(group.id, max(problem.start, arrives), group.leaves),
            Longer(entry.activity, int((entry.end - entry.start).total_seconds() // 60) + 30),
        ]
    )


def until_served(progress: Progress) -> bool:
    """Stop a run that can no longer decide the comparison."""
    return progress.score.unmet > 0


@pytest.mark.parametrize("seed", range(DAYS))
def test_a_mended_plan_leaves_no_more_unmet_than_a_fresh_one(seed: int) -> None:
    lot, (problem, plan) = random.Random(seed), published(seed)
    assert faults(problem, plan) == []
    for _ in range(LOSSES):
        changes = tuple(change_of(lot, problem, plan) for _ in range(lot.randint(1, 3)))
        after = apply_changes(problem, changes)
        mended, _ = replan(problem, plan, *changes, limits=LENGTH, listener=until_served)
        fresh = solve(after, limits=LENGTH, listener=until_served, explain=False)
        assert faults(after, mended) == [], changes
        assert unmet_cost(after, mended) == mended.score.unmet
        assert mended.score.unmet <= fresh.score.unmet, changes
