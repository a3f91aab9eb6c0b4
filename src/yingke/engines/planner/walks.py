"""The compiled walks driven from outside: by the clock or by steps, on one core or several.

Each worker walks on a plan of its own; at every look at the clock it offers the best it has met,
and one that has fallen behind in what is served goes on from the best of all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np

from .annealing import anneal
from .arrays import HARD, UNMET, Ints, Model, State, empty_state
from .attendance import anneal_board
from .boards import Board, board_of, press
from .construction import Weights, greedy_weights, packing_weights
from .ejection import eject
from .kernels import rebuild
from .moves import empty_trial, lists_of
from .prices import empty_chase
from .recreation import empty_ruin, recreate

CHUNK, RUINS, TURNS = 20_000, 64, 16
"""Steps of annealing, and turns of ruin and recreate and of ejection, between two looks at the
clock."""

STIRRED = 100.0
STIRRING = (20.0, 20.0, np.array([1e9, 0.0, 10.0, 1.0, 0.01, 10]))
"""Moves that stir the plan after each ejection, and the same for them as for the walks below."""

SERVING = (15.0, 1.5, np.array([1e9, 1.0, 10.0, 0.5, 0.005, 10]))
PREFERRING = (8.0, 0.1, np.array([1e9, 3.0, 10.0, 1.0, 0.01, 10]))
"""First and last temperature of ruin and recreate, and what a point of each level weighs: while
something is unmet, and then."""

ANNEALING = (4.0, 0.1, np.array([30.0, 3.0, 10.0, 1.0, 0.01, 10]))
GENTLE = (5.0, 0.4, np.array([10.0, 3.0, 10.0, 1.0, 0.01, 10]))
"""The same for annealing, where a grain of broken rule has its price too; ``GENTLE`` where overlaps
of attendances rule."""

ATTENDING = (5.0, 0.4, np.zeros(0))
BOARD_CHUNK = 200_000
"""First and last temperature on a board, which weighs by itself, and steps between two looks at the
clock."""

Heat = tuple[float, float, Weights]


class Shared(Protocol):
    """The best plan of all, and who is told of it."""

    m: Model
    group_of: Ints
    start: Ints
    pick: Ints
    total: Ints
    facts: int

    def state(self) -> State: ...

    def tell(self, phase: str) -> bool: ...


@dataclass(slots=True)
class Span:
    """How long to walk: seconds, or a number of steps, which makes runs repeatable."""

    seconds: float
    steps: int | None
    seed: int
    workers: int = 1
    until_served: bool = False


class _Walker:
    """One worker: its state, the best that it has met, and how much of its span is over."""

    def __init__(self, shared: Shared, span: Span, number: int, chunk: int, lock: Lock) -> None:
        self.shared, self.span, self.number, self.lock = shared, span, number, lock
        self.st = shared.state()
        self.start, self.pick = shared.start.copy(), shared.pick.copy()
        self.total = shared.total.copy()
        self.lists = lists_of(shared.m, shared.group_of, span.seed + 7919 * number)
        self.chunk = chunk if span.steps is None else max(1, min(chunk, span.steps // 20))
        self.begun, self.done = time.monotonic(), 0.0

    def goes_on(self, phase: str) -> bool:
        """Count what was walked, exchange with the others, and ask whether to go on."""
        with self.lock:
            best = tuple(self.shared.total[1:])
            if tuple(self.total[1:]) < best:
                self.shared.start, self.shared.pick = self.start.copy(), self.pick.copy()
                self.shared.total = self.total.copy()
            elif self.total[UNMET] > best[0]:
                self._follow()
            served = self.span.until_served and not self.shared.total[UNMET]
            return not served and self.done < 1.0 and self.shared.tell(phase)

    def _follow(self) -> None:
        self.start, self.pick = self.shared.start.copy(), self.shared.pick.copy()
        self.total, self.st = self.shared.total.copy(), self.shared.state()

    def heat(self, heat: Heat) -> Weights:
        """The schedule of the next chunk."""
        warm, cold, _ = heat
        ahead = 0.01 if self.span.steps is None else self.chunk / self.span.steps
        first = warm * (cold / warm) ** self.done
        last = warm * (cold / warm) ** min(1.0, self.done + ahead)
        return np.array([self.chunk, first, last, self.shared.facts], dtype=np.float64)

    def take(self, board: Board) -> None:
        """Take the board's best plan, reckoned anew from nothing."""
        m, st = self.shared.m, empty_state(self.shared.m)
        st.start[:] = board.best_start
        takes = m.act["slot_to"] > m.act["slot_from"]
        st.pick[m.act["slot_from"][takes]] = board.best_pick[takes]
        rebuild(m, st)
        if st.total[HARD] <= self.shared.facts:
            self.start, self.pick, self.total = st.start, st.pick, st.total

    def walked(self) -> None:
        if self.span.steps is not None:
            self.done += self.chunk / self.span.steps
        else:
            self.done = (time.monotonic() - self.begun) / max(self.span.seconds, 1e-9)


def walk_annealing(shared: Shared, span: Span, *, gentle: bool) -> State | None:
    """Anneal; answers the state that the first worker ended with."""
    heat = GENTLE if gentle else ANNEALING

    def walk(walker: _Walker) -> State:
        trial = empty_trial()
        while walker.goes_on("local search"):
            best = walker.start, walker.pick, walker.total
            schedule = walker.heat(heat)
            anneal(shared.m, walker.st, walker.lists, trial, heat[2], *best, schedule)
            walker.walked()
        return walker.st

    return _each(shared, span, CHUNK, walk)


def walk_attending(shared: Shared, span: Span) -> None:
    """Anneal on a board, which must suit the part."""

    def walk(walker: _Walker) -> State:
        m, seed = shared.m, span.seed + walker.number
        board = board_of(m, walker.start, walker.pick, seed)
        while walker.goes_on("local search"):
            if anneal_board(m, board, walker.lists, walker.heat(ATTENDING)):
                walker.take(board)
            walker.walked()
            press(board, walker.done)
        return walker.st

    _each(shared, span, BOARD_CHUNK, walk)


def walk_ejecting(shared: Shared, span: Span) -> State | None:
    """Ejections until everything is served; answers the state that the first worker ended with."""

    def walk(walker: _Walker) -> State:
        trial, chase = empty_trial(), empty_chase(shared.m)
        weights = STIRRING[2], packing_weights(), greedy_weights()
        while walker.goes_on("ejection"):
            best = walker.start, walker.pick, walker.total
            schedule = np.append(walker.heat(STIRRING), STIRRED)
            eject(shared.m, walker.st, walker.lists, trial, chase, *weights, *best, schedule)
            walker.walked()
        return walker.st

    return _each(shared, span, TURNS, walk)


def walk_recreating(shared: Shared, span: Span) -> State | None:
    """Ruin and recreate; answers the state that the first worker ended with."""

    def walk(walker: _Walker) -> State:
        ruin = empty_ruin(shared.m)
        while walker.goes_on("ruin and recreate"):
            heat = SERVING if walker.total[UNMET] > 0 else PREFERRING
            weights = heat[2], packing_weights(), greedy_weights()
            best = walker.start, walker.pick, walker.total
            schedule = walker.heat(heat)
            recreate(shared.m, walker.st, walker.lists, ruin, *weights, *best, schedule)
            walker.walked()
        return walker.st

    return _each(shared, span, RUINS, walk)


def _each(shared: Shared, span: Span, chunk: int, walk: Callable[[_Walker], State]) -> State | None:
    lock = Lock()
    count = 1 if span.steps is not None else max(1, span.workers)
    walkers = [_Walker(shared, span, number, chunk, lock) for number in range(count)]
    if not len(walkers[0].lists.free):
        return None
    if count == 1:
        return walk(walkers[0])
    with ThreadPoolExecutor(count) as pool:
        return next(iter(list(pool.map(walk, walkers))))
