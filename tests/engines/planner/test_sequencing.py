"""Projects: a bound without people, and orders that come near it."""

from __future__ import annotations

import random

import pytest
from tests.engines.planner.brute import best_score
from tests.engines.planner.builders import visit_day
from tests.engines.planner.test_exact_together import project, task

from yingke.engines.planner import Limits, Problem, Resource, solve
from yingke.engines.planner.checking import violations
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.effort import Effort
from yingke.engines.planner.relaxation import solve_relaxed
from yingke.engines.planner.search import Search, Share
from yingke.engines.planner.sequencing import is_project, sequence
from yingke.engines.planner.solving import solved_of


def random_project(seed: int, tasks: int, people: int, end: str) -> Problem:
    lot = random.Random(seed)
    who = tuple(
        Resource(f"p{n}", skills=dict.fromkeys(lot.sample("abc", lot.randint(1, 2)), 1))
        for n in range(people)
    )
    work = tuple(
        task(
            f"t{n}",
            15 * lot.randint(1, 3),
            (f"t{lot.randrange(n)}",) if n and lot.random() < 0.5 else (),
            **dict.fromkeys(lot.sample("abc", lot.randint(1, 2)), 1),
        )
        for n in range(tasks)
    )
    return project(work, (*who, Resource("all", skills=dict.fromkeys("abc", 1))), end)


@pytest.mark.parametrize("seed", range(8))
def test_a_project_without_its_people_is_never_longer_than_with_them(seed: int) -> None:
    problem = random_project(seed, 3, 2, "10:15")
    m = compile_problem(problem).model
    relaxed = solve_relaxed(m, Effort(20.0), lambda: False)
    assert relaxed is not None
    best = best_score(problem)
    assert best.unmet > 0 or relaxed.bound <= best.preference


def test_orders_near_the_relaxed_starts_make_a_plan_as_short_as_the_bound() -> None:
    problem = random_project(1, 40, 6, "23:00")
    compiled = compile_problem(problem)
    search = Search(compiled, Share(Limits(effort=10), 1.0))
    search.construct()
    first = search.score()
    relaxed = solve_relaxed(search.m, Effort(20.0), lambda: False)
    sequence(search, 0.0, relaxed.start)
    assert violations(problem, solved_of(search).placed) == []
    assert relaxed.bound <= search.score().preference < first.preference


def test_forty_tasks_of_which_no_two_fit_together_are_proved_to_last_their_sum() -> None:
    people = tuple(Resource(f"p{n}", skills={"a": 1, "b": 1}) for n in range(5))
    tasks = tuple(task(f"t{n}", 15 * (1 + n % 2), a=2, b=1) for n in range(40))
    plan = solve(project(tasks, people, "23:45"), limits=Limits(seconds=30), explain=False)
    assert plan.proved
    assert plan.score.preference == 60


def test_a_day_of_visits_is_no_project() -> None:
    assert not is_project(compile_problem(visit_day()).model)
    assert is_project(compile_problem(random_project(1, 5, 3, "12:00")).model)
