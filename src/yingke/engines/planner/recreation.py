"""Ruin and recreate (compiled): take some visits out, insert them anew in another order.

The part taken out is an activity's group and some of those that hold what it could use at that
time; what comes out worse may stand while the temperature is high, as in annealing.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .annealing import accept, keep_best
from .arrays import HARD, NONE, UNMET, Ints, Model, State
from .construction import Weights, copy, insert, weighted
from .kernels import shift
from .machine_code import entry, kernel
from .moves import Lists, any_start, draw

MOST = 60
"""No more activities are taken out at once."""

BLOCKS = 6


class Ruin(NamedTuple):
    """What is taken out: activities, where each block of them begins, and the state before."""

    act: Ints  # [MOST]
    block: Ints  # [BLOCKS + 1]
    order: Ints  # [BLOCKS]
    marked: Ints  # [A] 1: taken out
    start: Ints  # [A]
    pick: Ints  # [S]
    sizes: Ints  # [2] of activities, of blocks


def empty_ruin(m: Model) -> Ruin:
    """Room for what is taken out."""

    def room(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    return Ruin(
        act=room(MOST),
        block=room(BLOCKS + 1),
        order=room(BLOCKS),
        marked=room(len(m.act)),
        start=room(len(m.act)),
        pick=room(len(m.slot)),
        sizes=room(2),
    )


@kernel
def add_block(m: Model, x: Lists, ruin: Ruin, a: int, whole: bool) -> None:
    """Add the activity, or its whole group, to what is taken out."""
    group, count, blocks = x.group_of[a], ruin.sizes[0], ruin.sizes[1]
    if blocks == BLOCKS:
        return
    ruin.block[blocks] = count
    if group < 0 or not whole:
        if m.act[a].frozen == 0 and ruin.marked[a] == 0 and count < MOST:
            ruin.act[count], ruin.marked[a] = a, 1
            count += 1
    else:
        for k in range(x.group_from[group], x.group_from[group + 1]):
            b = x.group_act[k]
            if ruin.marked[b] == 0 and count < MOST:
                ruin.act[count], ruin.marked[b] = b, 1
                count += 1
    if count > ruin.sizes[0]:
        ruin.order[blocks] = blocks
        ruin.sizes[0], ruin.sizes[1] = count, blocks + 1
        ruin.block[blocks + 1] = count


@kernel
def seed_of(st: State, x: Lists) -> int:
    """An activity that is unmet, if there is one and the lot will, else any."""
    first = draw(x, len(x.free))
    if st.total[UNMET] > 0 and draw(x, 10) < 7:
        for k in range(len(x.free)):
            a = x.free[(first + k) % len(x.free)]
            if st.start[a] < 0:
                return a
    return x.free[first]


@kernel
def rival(m: Model, st: State, x: Lists, a: int, about: int) -> int:
    """An activity that holds, about that time, somebody whom the activity could use; -1: none."""
    first, count = m.act[a].slot_from, m.act[a].slot_to - m.act[a].slot_from
    if count == 0:
        return NONE
    s = first + draw(x, count)
    if m.slot[s].cand_to == m.slot[s].cand_from:
        return NONE
    r = m.cand[m.slot[s].cand_from + draw(x, m.slot[s].cand_to - m.slot[s].cand_from)].res
    nearest, least = NONE, 1 << 30
    use = st.head[r]
    while use >= 0:
        b = m.slot[use].act
        away = abs(st.start[b] - about) + draw(x, 5)
        if away < least:
            nearest, least = b, away
        use = st.nxt[use]
    return nearest


@kernel
def ruin_around(m: Model, st: State, x: Lists, ruin: Ruin) -> None:
    """Choose what to take out: one activity's group and some rivals."""
    ruin.sizes[:] = 0
    seed = seed_of(st, x)
    about = st.start[seed] if st.start[seed] >= 0 else any_start(m, x, seed)
    add_block(m, x, ruin, seed, draw(x, 8) > 0)
    for _ in range(draw(x, BLOCKS)):
        of = ruin.act[draw(x, ruin.sizes[0])]
        near = st.start[of] if st.start[of] >= 0 else about
        b = rival(m, st, x, of, near)
        if b >= 0:
            add_block(m, x, ruin, b, draw(x, 3) > 0)
    for k in range(ruin.sizes[1] - 1, 0, -1):
        j = draw(x, k + 1)
        ruin.order[k], ruin.order[j] = ruin.order[j], ruin.order[k]


@kernel
def take_out(m: Model, st: State, ruin: Ruin) -> None:
    """Leave unmet what the ruin names."""
    for k in range(ruin.sizes[0]):
        a = ruin.act[k]
        shift(m, st, a, st.total, -1)
        st.start[a] = -1
        shift(m, st, a, st.total, 1)


@kernel
def place_back(m: Model, st: State, ruin: Ruin) -> None:
    """As it was before."""
    take_out(m, st, ruin)
    for k in range(ruin.sizes[0]):
        a = ruin.act[k]
        shift(m, st, a, st.total, -1)
        copy(ruin.pick, st.pick, m.act[a].slot_from, m.act[a].slot_to)
        st.start[a] = ruin.start[a]
        shift(m, st, a, st.total, 1)


@kernel
def recreate_once(
    m: Model, st: State, x: Lists, ruin: Ruin, w: Weights, packed: Weights, temperature: float
) -> bool:
    """One ruin and its recreation; undone unless accepted."""
    before = weighted(st.total, w)
    ruin_around(m, st, x, ruin)
    for k in range(ruin.sizes[0]):
        a = ruin.act[k]
        ruin.marked[a] = 0
        ruin.start[a] = st.start[a]
        copy(st.pick, ruin.pick, m.act[a].slot_from, m.act[a].slot_to)
    take_out(m, st, ruin)
    tight = st.total[UNMET] > 0 and draw(x, 3) == 0
    for block in range(ruin.sizes[1]):
        b = ruin.order[block]
        for k in range(ruin.block[b], ruin.block[b + 1]):
            since = 0
            if k == ruin.block[b] and draw(x, 2) == 0:
                since = any_start(m, x, ruin.act[k])
            insert(m, st, ruin.act[k], packed if tight else w, since)
    if accept(x, weighted(st.total, w) - before, temperature):
        return True
    place_back(m, st, ruin)
    return False


@entry
def recreate(
    m: Model,
    st: State,
    x: Lists,
    ruin: Ruin,
    w: Weights,
    packed: Weights,
    rank: Weights,
    best_start: Ints,
    best_pick: Ints,
    best_total: Ints,
    schedule: Weights,
) -> int:
    """Run ``schedule[0]`` turns, the temperature falling from ``schedule[1]`` to ``[2]``.

    ``w`` weighs what is accepted, ``rank`` what is best; ``schedule[3]`` is the amount of broken
    rules among facts. Answers how many turns were accepted.
    """
    turns = int(schedule[0])
    fall = (schedule[2] / schedule[1]) ** (1.0 / max(1, turns))
    temperature, taken = schedule[1], 0
    least = weighted(best_total, rank)
    for _ in range(turns):
        if recreate_once(m, st, x, ruin, w, packed, temperature):
            taken += 1
            value = weighted(st.total, rank)
            if st.total[HARD] == schedule[3] and value < least:
                least = value
                keep_best(st, best_start, best_pick, best_total)
        temperature *= fall
    return taken
