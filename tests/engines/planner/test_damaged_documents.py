"""Documents with anything in the wrong place: a plan or a list of issues, never a traceback."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from tests.engines.planner.builders import QUICK, random_problem, visit_day

from yingke.engines.planner import (
    Limits,
    ProblemError,
    plan_from_json,
    problem_from_json,
    replan,
    solve,
    to_json,
)

JUNK = [
    *(None, True, -1, 0, 1, 7, 2.5, 10**6, 10**30),
    *("", "x", "anna", "v1", "heads", "2026-03-02T09:07", "2026-03-02T10:00+08:00"),
    *("9999-12-31T23:59", "0001-01-01T00:00", [], {}, [[]], ["x"], [None], {"x": 1}),
]
ONE = Limits(effort=1)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each container of a document with each of its keys."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, dict | list):
            yield from places(value)


def damaged(lot: random.Random, document: Any) -> Any:
    data = copy.deepcopy(document)
    for _ in range(lot.randint(1, 2)):
        container, key = lot.choice(list(places(data)))
        if isinstance(container, dict) and lot.random() < 0.2:
            del container[key]
        else:
            container[key] = lot.choice(JUNK)
    return data


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_problem_is_planned_or_its_issues_are_told(seed: int) -> None:
    lot = random.Random(seed)
    document = json.loads(json.dumps(to_json(random_problem(seed) if seed % 2 else visit_day())))
    planned = 0
    for _ in range(60):
        with suppress(ProblemError):
            solve(problem_from_json(damaged(lot, document)), limits=ONE)
            planned += 1
    assert 0 < planned < 60


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_plan_is_mended_or_its_issues_are_told(seed: int) -> None:
    lot, problem = random.Random(seed), visit_day()
    document = json.loads(json.dumps(to_json(solve(problem, limits=QUICK))))
    mended = 0
    for _ in range(60):
        with suppress(ProblemError):
            replan(problem, plan_from_json(damaged(lot, document)), limits=ONE)
            mended += 1
    assert 0 < mended < 60
