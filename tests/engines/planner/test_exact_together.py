"""Bounds on what can be under way at once: scarce skills prove how long a project lasts."""

from __future__ import annotations

import random

from tests.engines.planner.brute import best_score
from tests.engines.planner.builders import at

from yingke.engines.planner import (
    Activity,
    Group,
    Limits,
    Order,
    Preferences,
    Problem,
    Requirement,
    Resource,
    solve,
)


def project(activities: tuple[Activity, ...], people: tuple[Resource, ...], end: str) -> Problem:
    return Problem(
        start=at("08:00"),
        end=at(end),
        activities=activities,
        groups=(Group("project", together=False, finish=1),),
        resources=people,
        preferences=Preferences(fairness=0),
    )


def task(name: str, minutes: int, after: tuple[str, ...] = (), **skills: int) -> Activity:
    return Activity(
        name,
        minutes,
        group="project",
        after=tuple(Order(other) for other in after),
        requires=tuple(Requirement(s, skills={s: 1}, count=n) for s, n in skills.items()),
    )


def test_tasks_of_which_no_two_fit_together_are_proved_to_last_their_sum() -> None:
    people = tuple(Resource(f"p{n}", skills={"a": 1, "b": 1}) for n in range(5))
    tasks = tuple(task(f"t{n}", 15 * (1 + n % 4), a=2, b=1) for n in range(18))
    plan = solve(project(tasks, people, "20:00"), limits=Limits(seconds=20, workers=2))
    assert plan.proved
    assert plan.score.preference == sum(1 + n % 4 for n in range(18))


def test_small_random_projects_end_when_brute_force_says() -> None:
    for seed in range(6):
        lot = random.Random(seed)
        people = tuple(
            Resource(f"p{n}", skills=dict.fromkeys(lot.sample("ab", lot.randint(1, 2)), 1))
            for n in range(3)
        )
        tasks = tuple(
            task(
                f"t{n}",
                15 * lot.randint(1, 2),
                ("t0",) if n and lot.random() < 0.4 else (),
                **dict.fromkeys(lot.sample("ab", lot.randint(1, 2)), 1),
            )
            for n in range(3)
        )
        problem = project(tasks, people, "09:15")
        plan = solve(problem, limits=Limits(seconds=20), explain=False)
        assert plan.proved, seed
        assert plan.score == best_score(problem), seed
