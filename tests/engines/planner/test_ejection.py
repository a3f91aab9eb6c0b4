"""Serving the last activities: whole visits put in, others taken out, until all are served."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.planner.builders import without

from yingke.engines.planner import Held, Limits, Problem, solve
from yingke.engines.planner.arrays import UNMET
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.disturbance import kept_in
from yingke.engines.planner.search import Search, Share


def constructed(problem: Problem) -> Search:
    search = Search(compile_problem(problem), Share(Limits(effort=1), 1.0))
    search.construct()
    return search


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_full_day_that_construction_leaves_unmet_is_served_in_a_few_hundred_ejections(
    seed: int,
) -> None:
    search = constructed(generated_day(60, seed))
    before = int(search.total[UNMET])
    search.eject(0.0, 300)
    assert before > 0
    assert search.total[UNMET] == 0
    assert search.total.tolist() == search.state().total.tolist()


def test_where_one_is_missing_nothing_breaks_and_the_reckoning_stays_true() -> None:
    search = constructed(without(generated_day(12), "expert-000", "host-000"))
    before = tuple(search.total)
    search.eject(0.0, 300)
    assert tuple(search.total) <= before
    assert search.total[0] == 0
    assert search.total.tolist() == search.state().total.tolist()


def test_facts_are_never_taken_out() -> None:
    day = generated_day(12)
    plan = solve(day, limits=Limits(effort=1), explain=False)
    held = {
        p.activity: Held(p.start, {pick.role: (pick.resource,) for pick in p.picks}, fixed=True)
        for p in plan.placed[::3]
    }
    fixed = tuple(replace(a, held=held.get(a.id)) for a in day.activities)
    problem = replace(day, activities=fixed)
    search = Search(compile_problem(problem, kept_in(problem)), Share(Limits(effort=1), 1.0))
    search.construct()
    facts = np.flatnonzero(search.m.act["frozen"])
    before = search.start[facts].copy()
    search.eject(0.0, 300)
    assert len(facts) == len(held)
    assert (search.start[facts] == before).all()
    assert search.total[UNMET] == 0
