"""Tables that know what each activity would cost at each start, kept up to date move by move.

For parts in which attendances rule: nothing ties activities but shared participants, and each
takes at most one resource, which serves one at a time. The cost of a move is then read off instead
of being reckoned (delta tables, as in tabu search for the quadratic assignment problem, Taillard
1991); only a move that is made costs work, a few grains for each pair of activities.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import NONE, Ints, Model
from .machine_code import entry, kernel

SHIFT = 40
RULE = 1 << SHIFT
SOFT = RULE - 1
"""An amount holds grains of broken rules above the lowest forty bits, and points below them: one
table serves both, and an amount without broken rules is less than any with them."""

POINTS = 100
DISTURBANCE_POINTS = 10 * POINTS
"""Points of one preference and of one disturbance; one of cost is one point."""

BROKEN, LATE, DEAREST = 5 * POINTS, 0.6, 200
"""Points of a grain of broken rule: few, so that the walk passes through broken plans; where it has
not left them when this share of it is over, they grow up to so many times as many by its end."""

LARGEST = 1000
"""Activities of the largest part that gets a board: its tables grow with their square."""


class Board(NamedTuple):
    """One plan in the making, with the amount of each activity at each start."""

    start: Ints  # [A] -1: not on the board
    pick: Ints  # [A] candidate entry, -1: takes no resource
    dur: Ints  # [A] grains
    open: Ints  # [A, size] 1: may start there
    amount: Ints  # [A, size] of the start and of what it shares with where the others are
    pick_amount: Ints  # [candidates]
    overlap: Ints  # [A, A] amount of a grain of overlap
    taken: Ints  # [R, size] activities that use the resource
    total: Ints  # [3] amount now, that of the best, and points of a grain of broken rule
    best_start: Ints  # [A]
    best_pick: Ints  # [A]


def suits(m: Model) -> bool:
    """Whether a board tells the whole cost of this part."""
    slots = m.act["slot_to"] - m.act["slot_from"]
    options = m.slot["cand_to"] - m.slot["cand_from"]
    res = m.res[m.cand["res"]]
    return bool(
        len(m.act) <= LARGEST
        and not len(m.link)
        and not len(m.team_weight)
        and not (m.act["final"] >= 0).any()
        and m.reach == 0
        and not m.pair["gap"].any()
        and (slots <= 1).all()
        and (m.slot["skip"] < 0).all()
        and (options > 0).all()
        and (res["pool"] < 0).all()
        and not (res["lead"] + res["tail"]).any()
        and (res["max_load"] < 0).all()
        and not res["fair"].any()
    )


def board_of(m: Model, start: Ints, pick: Ints, seed: int) -> Board:
    """A board with a plan on it; what that leaves unmet is laid at starts drawn by lot."""
    lot = np.random.default_rng(seed)
    first = np.where(m.act["slot_to"] > m.act["slot_from"], m.act["slot_from"], NONE)
    picks = np.array([pick[s] if s >= 0 else NONE for s in first], dtype=np.int64)
    starts = start.copy()
    for a in np.flatnonzero((start < 0) & (m.act["frozen"] == 0)):
        allowed = m.dom[m.act[a]["dom_from"] : m.act[a]["dom_to"]]
        if len(allowed):
            starts[a] = lot.choice(allowed)
            picks[a] = m.slot[first[a]]["cand_from"] if first[a] >= 0 else NONE
    opened, amount = _own(m)
    board = Board(
        start=starts,
        pick=picks,
        dur=m.act["dur"].copy(),
        open=opened,
        amount=amount,
        pick_amount=_pick_amounts(m),
        overlap=_overlaps(m),
        taken=np.zeros((len(m.res), m.size), dtype=np.int64),
        total=np.array([0, 0, BROKEN], dtype=np.int64),
        best_start=starts.copy(),
        best_pick=picks.copy(),
    )
    lay(m, board)
    served = bool((start >= 0).all()) and board.total[0] < RULE
    board.total[1] = board.total[0] if served else RULE
    return board


def press(board: Board, done: float) -> None:
    """Make broken rules dearer when little of the walk is left and the plan still breaks some."""
    if done > LATE and board.total[0] >= RULE:
        board.total[2] = int(BROKEN * DEAREST ** ((done - LATE) / (1 - LATE)))


def _own(m: Model) -> tuple[Ints, Ints]:
    """Where each activity may start, and what the start alone costs."""
    opened = np.zeros((len(m.act), m.size), dtype=np.int64)
    amount = np.zeros((len(m.act), m.size), dtype=np.int64)
    grains = np.arange(m.size)
    for a, row in enumerate(m.act):
        opened[a, m.dom[row["dom_from"] : row["dom_to"]]] = 1
        if row["want"] >= 0:
            amount[a] += POINTS * m.want_weight * np.abs(grains - row["want"])
        if row["keep_start"] >= 0:
            amount[a] += DISTURBANCE_POINTS * row["move_cost"] * (grains != row["keep_start"])
    return opened, amount


def _pick_amounts(m: Model) -> Ints:
    amounts = POINTS * m.cand["pref"] + m.cand["cost"]
    for slot in m.slot[m.slot["keep_cand"] >= 0]:
        others = np.arange(slot["cand_from"], slot["cand_to"])
        amounts[others[others != slot["keep_cand"]]] += DISTURBANCE_POINTS * slot["swap_cost"]
    return amounts.astype(np.int64)


def _overlaps(m: Model) -> Ints:
    amounts = np.zeros((len(m.act), len(m.act)), dtype=np.int64)
    for a, row in enumerate(m.act):
        pairs = m.pair[row["pair_from"] : row["pair_to"]]
        amounts[a, pairs["b"]] = RULE * pairs["hard"] + POINTS * pairs["soft"]
    return amounts


@kernel
def overlapping(board: Board, a: int, start_a: int, b: int, start_b: int) -> int:
    """Grains that two activities would share."""
    end = min(start_a + board.dur[a], start_b + board.dur[b])
    return max(0, end - max(start_a, start_b))


@kernel
def spread(board: Board, a: int, start: int, sign: int) -> None:
    """What the activity's being at a start adds to the amounts of the others at theirs."""
    end, size = start + board.dur[a], board.amount.shape[1]
    for b in range(board.amount.shape[0]):
        each = sign * board.overlap[a, b]
        if each == 0:
            continue
        dur = board.dur[b]
        for t in range(max(0, start - dur + 1), min(size, end)):
            board.amount[b, t] += each * (min(end, t + dur) - max(start, t))


@kernel
def occupy(m: Model, board: Board, a: int, start: int, pick: int, sign: int) -> None:
    """Enter the activity's use of what is picked (sign 1), or take it out again (sign -1)."""
    if pick >= 0:
        r = m.cand[pick].res
        for t in range(start, start + board.dur[a]):
            board.taken[r, t] += sign


@kernel
def use(m: Model, board: Board, a: int, start: int, pick: int) -> int:
    """The amount of a pick at a start, where the activity itself is not entered."""
    if pick < 0:
        return 0
    r, row, end = m.cand[pick].res, m.cand[pick].cal, start + board.dur[a]
    broken = m.blocked[row, end] - m.blocked[row, start]
    for t in range(start, end):
        broken += board.taken[r, t]
    return RULE * broken + board.pick_amount[pick]


@entry
def lay(m: Model, board: Board) -> None:
    """Enter all activities of a board on which none is entered."""
    board.total[0] = 0
    for a in range(len(board.start)):
        start, pick = board.start[a], board.pick[a]
        if start >= 0:
            board.total[0] += board.amount[a, start] + use(m, board, a, start, pick)
            spread(board, a, start, 1)
            occupy(m, board, a, start, pick, 1)
