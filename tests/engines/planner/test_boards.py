"""The tables of amounts: true after every move, and only where they tell the whole cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.engines.planner.builders import meetings

from yingke.engines.planner import Held, Order, Problem, Travel
from yingke.engines.planner.arrays import COST, DISTURBANCE, PREFERENCE, Model
from yingke.engines.planner.attendance import anneal_board
from yingke.engines.planner.boards import DISTURBANCE_POINTS, POINTS, RULE, board_of, suits
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.disturbance import kept_in
from yingke.engines.planner.moves import lists_of
from yingke.engines.planner.plans import Limits
from yingke.engines.planner.search import Search, Share


def constructed(problem: Problem) -> Search:
    compiled = compile_problem(problem, kept_in(problem))
    search = Search(compiled, Share(Limits(effort=1), 1.0))
    search.construct()
    return search


def published(problem: Problem) -> Problem:
    """With the first meetings confirmed at the second morning's start, but not as facts."""
    start = problem.activities[0].windows[1][0]
    held = tuple(
        replace(a, held=Held(start, {"room": (f"r{n}",)}, fixed=False))
        for n, a in enumerate(problem.activities[:2])
    )
    return replace(problem, activities=(*held, *problem.activities[2:]))


@pytest.mark.parametrize("seed", range(5))
def test_after_thousands_of_moves_the_tables_are_those_made_from_nothing(seed: int) -> None:
    search = constructed(published(meetings(seed, 12, 5)))
    board = board_of(search.m, search.start, search.pick, seed)
    lists = lists_of(search.m, search.group_of, seed)
    anneal_board(search.m, board, lists, np.array([5000.0, 5.0, 1.0, 0.0]))
    assert (board.start != search.start).any()
    anew = board_of(search.m, board.start, board.pick, seed)
    assert (board.amount == anew.amount).all()
    assert (board.taken == anew.taken).all()
    assert board.total[0] == anew.total[0]


@pytest.mark.parametrize("seed", range(5))
def test_the_amount_of_a_plan_that_breaks_nothing_is_its_score(seed: int) -> None:
    search = constructed(published(meetings(seed, 12, 5)))
    total = search.total
    points = POINTS * total[PREFERENCE] + DISTURBANCE_POINTS * total[DISTURBANCE] + total[COST]
    board = board_of(search.m, search.start, search.pick, seed)
    assert total.tolist()[:2] == [0, 0]
    assert total.tolist() == search.state().total.tolist()
    assert board.total.tolist()[:2] == [points, points]


def test_a_plan_that_leaves_something_unmet_is_no_best_one() -> None:
    search = constructed(meetings(1, 12, 2, rooms=1))
    board = board_of(search.m, search.start, search.pick, 1)
    assert (search.start < 0).any()
    assert (board.start >= 0).all()
    assert board.total[1] == RULE


def first(problem: Problem, **changes: object) -> Problem:
    """With the first meeting changed."""
    return replace(
        problem, activities=(replace(problem.activities[0], **changes), *problem.activities[1:])
    )


def rooms(problem: Problem, **changes: object) -> Problem:
    """With the rooms changed."""
    changed = tuple(replace(r, **changes) if r.kind == "room" else r for r in problem.resources)
    return replace(problem, resources=changed)


def role(problem: Problem, **changes: object) -> Problem:
    """With what the first meeting requires changed."""
    return first(problem, requires=(replace(problem.activities[0].requires[0], **changes),))


def travelling(problem: Problem) -> Problem:
    """With half an hour from one place to another."""
    return replace(problem, travel=(Travel("x", "y", 30),))


TIES: dict[str, Callable[[Problem], Problem]] = {
    "order": lambda p: first(p, after=(Order("m1"),)),
    "two roles": lambda p: first(p, requires=p.activities[1].requires * 2),
    "optional": lambda p: role(p, optional=True),
    "continuity": lambda p: role(first(p, group="g"), continuity=True),
    "buffer": lambda p: rooms(p, after=30),
    "several at once": lambda p: rooms(p, units=2),
    "load": lambda p: rooms(p, max_load=60),
    "travel": lambda p: replace(
        rooms(first(p, place="y"), place="x"), travel=(Travel("x", "y", 30),)
    ),
}


def model(problem: Problem) -> Model:
    return compile_problem(problem).model


def test_boards_suit_meetings_and_do_not_suit_a_day_of_visits() -> None:
    assert suits(model(meetings(1, 12, 5)))
    assert not suits(model(generated_day(4)))


@pytest.mark.parametrize("tie", TIES)
def test_boards_do_not_suit_what_they_would_not_tell(tie: str) -> None:
    assert not suits(model(TIES[tie](meetings(1, 12, 5))))
