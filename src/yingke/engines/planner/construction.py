"""The first plan, in milliseconds: each activity in turn where it costs least (compiled)."""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import HARD, PREFERENCE, Ints, Model, State
from .kernels import (
    add_links,
    add_own,
    add_pairs,
    add_unmet,
    add_use,
    enter,
    is_taken,
    leave_all,
    place_of,
    shift,
)
from .machine_code import entry, kernel

Weights = npt.NDArray[np.float64]
"""What a point of each level weighs, and how many candidates of a role are looked at."""

WIDTH = 5
NEVER = 1e300


@kernel
def weighted(out: Ints, w: Weights) -> float:
    """The five levels as one number."""
    value = 0.0
    for level in range(5):
        value += w[level] * out[level]
    return value


@kernel
def is_out(m: Model, st: State, a: int, c: int) -> bool:
    """Whether the candidate is away, or in use, at the time of the activity."""
    first, row, r = st.start[a], m.cand[c].cal, m.cand[c].res
    last = first + m.act[a].dur
    if m.blocked[row, last] > m.blocked[row, first]:
        return True
    gap = m.res[r].lead + m.res[r].tail
    return m.res[r].pool < 0 and is_taken(m, st, r, first - gap, last + gap)


@kernel
def choose(m: Model, st: State, s: int, w: Weights, strict: bool) -> int:
    """Pick the candidate that costs least in the slot, as things stand, and enter it.

    Answers the rules it breaks; a slot that must be filled and has no candidate counts as one.
    ``strict`` passes over those who are out. With weights that see nothing but rules, the first
    candidate that breaks none is taken. ``w[WIDTH]`` is how many who are free are looked at, from a
    changing one on, besides those who serve the group already; 0 for all.
    """
    a, best, least, broken = m.slot[s].act, -1, NEVER, 1
    first, count, looked = m.slot[s].cand_from, m.slot[s].cand_to - m.slot[s].cand_from, 0
    width = count if w[WIDTH] == 0 else int(w[WIDTH])
    turn = 0
    if width < count:
        st.scratch[7, 0] = (st.scratch[7, 0] * 1103515245 + 12345) % 2147483648
        turn = (st.scratch[7, 0] >> 8) % count
    team = m.slot[s].team
    out = st.scratch[0]
    out[:] = 0
    if m.slot[s].skip >= 0:
        st.pick[s] = -1
        add_use(m, st, s, place_of(m, st, a), out, 1)
        least, broken = weighted(out, w), out[HARD]
    for k in range(count):
        c = first + (k + turn) % count
        known = team >= 0 and st.team_count[team, m.cand[c].res] > 0
        if (looked >= width and not known) or (strict and is_out(m, st, a, c)):
            continue
        looked += not known
        out[:] = 0
        st.pick[s] = c
        add_use(m, st, s, place_of(m, st, a), out, 1)
        value = weighted(out, w)
        if value < least:
            best, least, broken = c, value, out[HARD]
            if value == 0 and w[PREFERENCE] == 0:
                break
    st.pick[s] = best
    enter(m, st, s)
    return broken


@kernel
def fill(m: Model, st: State, a: int, w: Weights, out: Ints, strict: bool) -> bool:
    """Pick for each slot of an activity whose start is set, and enter it; add the cost.

    False, with nothing entered, if a slot that must be filled has no candidate, or, when
    ``strict``, none that breaks no rule.
    """
    first, last = m.act[a].slot_from, m.act[a].slot_to
    for s in range(first, last):
        st.pick[s] = -1
    lead, broken = m.act[a].place_slot, 0
    if lead >= 0:
        broken = choose(m, st, lead, w, strict)
    for s in range(first, last):
        if strict and broken > 0:
            break
        if s != lead:
            broken += choose(m, st, s, w, strict)
    leave_all(m, st, a)
    if strict and broken > 0:
        return False
    for s in range(first, last):
        if st.pick[s] < 0 and m.slot[s].skip < 0:
            return False
    shift(m, st, a, out, 1)
    return True


@kernel
def copy(source: Any, target: Any, first: int, last: int) -> None:
    """Copy one range of an array."""
    for k in range(first, last):
        target[k] = source[k]


@kernel
def start_cost(m: Model, st: State, a: int, out: Ints) -> None:
    """What the start costs whoever is picked."""
    add_links(m, st, a, out, 1)
    add_own(m, st, a, out, 1)
    if m.act[a].place_slot < 0 or m.reach == 0:
        add_pairs(m, st, a, out, 1)


@kernel
def insert(m: Model, st: State, a: int, w: Weights, since: int) -> bool:
    """Place an unmet activity, not before ``since``, where it breaks nothing and costs least.

    False if there is no such place.
    """
    add_unmet(m, a, st.total, -1)
    begin, end = m.act[a].slot_from, m.act[a].slot_to
    best, least, out = -1, NEVER, st.scratch[1]
    st.saved[begin:end] = -1
    for k in range(m.act[a].dom_from, m.act[a].dom_to):
        if m.dom[k] < since:
            continue
        st.start[a] = m.dom[k]
        out[:] = 0
        start_cost(m, st, a, out)
        if (out[HARD] > 0 and m.act[a].frozen == 0) or weighted(out, w) >= least:
            continue
        out[:] = 0
        if not fill(m, st, a, w, out, m.act[a].frozen == 0):
            continue
        value = weighted(out, w)
        leave_all(m, st, a)
        if (out[HARD] == 0 or m.act[a].frozen == 1) and value < least:
            best, least = m.dom[k], value
            copy(st.pick, st.saved, begin, end)
            if value == 0 and w[PREFERENCE] == 0:
                break
    st.start[a] = best
    copy(st.saved, st.pick, begin, end)
    shift(m, st, a, st.total, 1)
    return best >= 0


@entry
def insert_all(m: Model, st: State, order: Ints, w: Weights) -> int:
    """Insert the activities in the order given; answers how many found no place."""
    failed = 0
    for a in order:
        if st.start[a] < 0 and not insert(m, st, a, w, 0):
            failed += 1
    return failed


@entry
def broken_by(m: Model, st: State, a: int, out: Ints) -> int:
    """The amount of broken rules in which the activity has a part."""
    out[:] = 0
    shift(m, st, a, out, -1)
    broken = -out[HARD]
    shift(m, st, a, out, 1)
    return broken


@entry
def drop_broken(m: Model, st: State, order: Ints) -> int:
    """Take out the activities with a part in a broken rule, in the order given."""
    out, dropped = st.scratch[2], 0
    for a in order:
        if st.start[a] < 0 or m.act[a].frozen == 1 or broken_by(m, st, a, out) == 0:
            continue
        shift(m, st, a, st.total, -1)
        st.start[a] = -1
        shift(m, st, a, st.total, 1)
        dropped += 1
    return dropped


def packing_weights() -> Weights:
    """The first start and the first candidates that break nothing: plans without gaps."""
    return np.array([1e9, 1e6, 1e4, 0.0, 0.0, 0])


def greedy_weights() -> Weights:
    """Each level outweighs the next; broken rules outweigh all."""
    return np.array([1e9, 1e6, 1e4, 1.0, 1e-3, 0])


def insertion_order(m: Model, group_of: Ints) -> Ints:
    """Facts first, then what stood already, then dear ones; groups in one go, in their order.

    What belongs to no group goes by the fewest starts and the longest duration.
    """
    act, alone = m.act, group_of < 0
    starts = np.where(alone, act["dom_to"] - act["dom_from"], 0)
    length = np.where(alone, -act["dur"], 0)
    first = np.append(m.dom, m.size)[np.minimum(act["dom_from"], len(m.dom))]
    group_first = np.zeros(len(act), dtype=np.int64)
    for group in range(group_of.max(initial=-1) + 1):
        mine = group_of == group
        group_first[mine] = first[mine].min(initial=m.size)
    fresh = act["keep_start"] < 0
    numbers = np.arange(len(act))
    keys = (numbers, length, starts, group_of, group_first, -act["unmet"], fresh, -act["frozen"])
    return np.lexsort(keys).astype(np.int64)
