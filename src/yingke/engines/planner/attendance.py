"""Simulated annealing on a board (compiled), for parts where overlaps of attendances rule.

How much worse the plan may become is drawn before the move is looked at, so that most moves are
turned down after two look-ups. One in three exchanges the starts of two activities: without that
long activities, for which there is no empty half-day to go to, stay where the walk was warm.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

import numpy as np

from .arrays import Model
from .boards import POINTS, SHIFT, SOFT, Board, occupy, overlapping, spread, use
from .construction import Weights
from .machine_code import entry, kernel
from .moves import Lists, any_pick, any_start, draw, same_candidate

EXCHANGES, PICKS_ONLY = 35, 42
"""Of a hundred moves, those that exchange two activities, and up to here another pick alone."""

NEAR = 4
"""Grains that a small move goes at most; half of the moves are small."""

LOTS = 1 << 30


@kernel
def price(board: Board, amount: int) -> int:
    """Points of an amount, broken rules among them."""
    return (amount >> SHIFT) * board.total[2] + (amount & SOFT)


@kernel
def tolerance(x: Lists, temperature: float) -> float:
    """Points by which the next move may make the plan worse (Metropolis, drawn beforehand)."""
    return -temperature * POINTS * np.log((draw(x, LOTS) + 1) / LOTS)


@kernel
def settle(board: Board, rise: int) -> bool:
    """Count a move that was made, and keep the plan if it is the best."""
    board.total[0] += rise
    if board.total[0] < board.total[1]:
        board.total[1] = board.total[0]
        for a in range(len(board.start)):
            board.best_start[a] = board.start[a]
            board.best_pick[a] = board.pick[a]
        return True
    return False


@kernel
def move(m: Model, board: Board, a: int, start: int, pick: int, most: float) -> bool:
    """Another start and pick for one activity; answers whether that made the best plan."""
    old_start, old_pick = board.start[a], board.pick[a]
    occupy(m, board, a, old_start, old_pick, -1)
    old = board.amount[a, old_start] + use(m, board, a, old_start, old_pick)
    new = board.amount[a, start]
    if price(board, new) - price(board, old) <= most:
        new += use(m, board, a, start, pick)
        if price(board, new) - price(board, old) <= most:
            occupy(m, board, a, start, pick, 1)
            if start != old_start:
                spread(board, a, old_start, -1)
                spread(board, a, start, 1)
            board.start[a], board.pick[a] = start, pick
            return settle(board, new - old)
    occupy(m, board, a, old_start, old_pick, 1)
    return False


@kernel
def other_pick(m: Model, board: Board, a: int, b: int) -> int:
    """The candidate entry of the first activity for what the second uses."""
    return same_candidate(m, m.act[a].slot_from, m.cand[board.pick[b]].res)


@kernel
def exchanged(m: Model, board: Board, a: int, b: int) -> tuple[int, int]:
    """The picks of two that exchange places: each other's if both may, else their own."""
    if board.pick[a] >= 0 and board.pick[b] >= 0:
        for_a, for_b = other_pick(m, board, a, b), other_pick(m, board, b, a)
        if for_a >= 0 and for_b >= 0:
            return for_a, for_b
    return board.pick[a], board.pick[b]


@kernel
def apart(board: Board, a: int, start_a: int, b: int, start_b: int) -> int:
    """What two activities cost at these starts, with what they share counted once."""
    each = board.overlap[a, b]
    double = overlapping(board, a, start_a, b, board.start[b])
    double += overlapping(board, a, board.start[a], b, start_b)
    shared = overlapping(board, a, start_a, b, start_b)
    return board.amount[a, start_a] + board.amount[b, start_b] + each * (shared - double)


@kernel
def exchange(m: Model, board: Board, a: int, b: int, most: float) -> bool:
    """Two activities exchange starts and picks; answers whether that made the best plan."""
    start_a, start_b, old_a, old_b = board.start[a], board.start[b], board.pick[a], board.pick[b]
    old, new = apart(board, a, start_a, b, start_b), apart(board, a, start_b, b, start_a)
    pick_a, pick_b = exchanged(m, board, a, b)
    occupy(m, board, a, start_a, old_a, -1)
    old += use(m, board, a, start_a, old_a)
    occupy(m, board, b, start_b, old_b, -1)
    old += use(m, board, b, start_b, old_b)
    if price(board, new) - price(board, old) <= most:
        new += use(m, board, a, start_b, pick_a)
        occupy(m, board, a, start_b, pick_a, 1)
        new += use(m, board, b, start_a, pick_b)
        if price(board, new) - price(board, old) <= most:
            occupy(m, board, b, start_a, pick_b, 1)
            spread(board, a, start_a, -1)
            spread(board, b, start_b, -1)
            spread(board, a, start_b, 1)
            spread(board, b, start_a, 1)
            board.start[a], board.start[b] = start_b, start_a
            board.pick[a], board.pick[b] = pick_a, pick_b
            return settle(board, new - old)
        occupy(m, board, a, start_b, pick_a, -1)
    occupy(m, board, a, start_a, old_a, 1)
    occupy(m, board, b, start_b, old_b, 1)
    return False


@kernel
def step(m: Model, board: Board, x: Lists, temperature: float) -> bool:
    """One move, drawn by lot; answers whether it made the best plan."""
    kind, a = draw(x, 100), x.free[draw(x, len(x.free))]
    start, pick, most = board.start[a], board.pick[a], tolerance(x, temperature)
    if kind < EXCHANGES:
        b = x.free[draw(x, len(x.free))]
        if a == b or not board.open[a, board.start[b]] or not board.open[b, start]:
            return False
        return exchange(m, board, a, b, most)
    if pick >= 0 and (kind < PICKS_ONLY or draw(x, 2) == 0):
        pick = any_pick(m, x, m.act[a].slot_from)
    if kind >= PICKS_ONLY and draw(x, 2) == 0:
        start = any_start(m, x, a)
    elif kind >= PICKS_ONLY:
        start += draw(x, 2 * NEAR + 1) - NEAR
        if start < 0 or start >= board.open.shape[1] or not board.open[a, start]:
            return False
    if start == board.start[a] and pick == board.pick[a]:
        return False
    return move(m, board, a, start, pick, most)


@entry
def anneal_board(m: Model, board: Board, x: Lists, schedule: Weights) -> bool:
    """Run ``schedule[0]`` steps, the temperature falling from ``schedule[1]`` to ``[2]``.

    The temperature is in preferences. Answers whether a new best plan was met.
    """
    steps = int(schedule[0])
    fall = (schedule[2] / schedule[1]) ** (1.0 / max(1, steps))
    temperature, better = schedule[1], False
    for _ in range(steps):
        if step(m, board, x, temperature):
            better = True
        temperature *= fall
    return better
