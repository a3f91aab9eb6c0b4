"""What is compiled, and how often: the first call of an installation pays for each version."""

from __future__ import annotations

from threading import Event

import pytest

from yingke.engines.planner import attendance, boards, kernels, moves, recreation
from yingke.engines.planner.machine_code import versions_of
from yingke.engines.planner.readiness import ready, told_meanwhile

ONCE = [kernels.rebuild, recreation.recreate, attendance.anneal_board, boards.lay]
INSIDE = [kernels.shift, kernels.add_load, moves.draw, boards.spread, attendance.move]


@pytest.mark.parametrize("function", ONCE)
def test_what_python_calls_is_compiled_once(function: object) -> None:
    ready()
    assert versions_of(function) == 1


@pytest.mark.parametrize("function", INSIDE)
def test_numbers_in_the_source_make_no_versions_of_their_own(function: object) -> None:
    ready()
    assert versions_of(function) <= 1


def test_who_waits_for_machine_code_is_told_at_once_and_again() -> None:
    told: list[int] = []
    twice = Event()

    def tell() -> None:
        told.append(1)
        if len(told) == 2:
            twice.set()

    with told_meanwhile(tell):
        assert twice.wait(10)
