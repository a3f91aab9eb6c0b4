"""Annealing on a board: the best of small parts, no broken rule, and the same way twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.planner.brute import best_score
from tests.engines.planner.builders import meetings

from yingke.engines.planner import Held, Limits, Plan, Problem, Score, solve
from yingke.engines.planner.boards import suits
from yingke.engines.planner.checking import violations
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.search import Search, Share


@pytest.mark.parametrize("seed", [*range(7), 10])
def test_the_best_plan_of_a_few_meetings_is_found(seed: int) -> None:
    problem = meetings(seed, 4, 2, rooms=3)
    search = Search(compile_problem(problem), Share(Limits(effort=1), 1.0))
    search.construct()
    search.attend(0.0, 20_000)
    assert search.total[0] == 0
    assert search.score() == best_score(problem)


def solved(problem: Problem) -> Plan:
    compiled = compile_problem(problem)
    assert suits(compiled.model)
    assert Search(compiled, Share(Limits(), 1.0)).is_soft()
    return solve(problem, limits=Limits(seconds=20, workers=1, seed=3, effort=4), explain=False)


def test_two_runs_give_the_same_plan_and_break_nothing() -> None:
    problem = meetings(1, 26, 6, rooms=4)
    plan = solved(problem)
    assert plan.unmet == ()
    assert violations(problem, plan.placed) == []
    assert solved(problem).placed == plan.placed


def test_no_meeting_begins_on_one_day_and_ends_on_another() -> None:
    plan = solved(meetings(2, 26, 6, rooms=4))
    assert all(entry.start.date() == entry.end.date() for entry in plan.placed)


def test_facts_stay_where_they_are() -> None:
    problem = meetings(3, 26, 6, rooms=4)
    start = problem.activities[0].windows[1][0]
    fact = replace(problem.activities[0], held=Held(start, {"room": ("r3",)}))
    fixed = replace(problem, activities=(fact, *problem.activities[1:]))
    plan = solved(fixed)
    entry = next(p for p in plan.placed if p.activity == fact.id)
    assert (entry.start, entry.picks[0].resource) == (start, "r3")
    assert violations(fixed, plan.placed) == []


def test_more_meetings_than_the_rooms_hold_leave_some_unmet_and_break_nothing() -> None:
    problem = meetings(4, 26, 3)
    plan = solved(problem)
    assert len(plan.unmet) > 0
    assert plan.score > Score()
    assert violations(problem, plan.placed) == []
