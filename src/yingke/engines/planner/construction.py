"""The first plan, in milliseconds: each activity in turn where it costs least (compiled)."""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import HARD, Ints, Longs, Model, State, kernel
from .kernels import (
    add_links,
    add_own,
    add_pairs,
    add_unmet,
    add_use,
    enter,
    leave_all,
    place_of,
    shift,
)

Weights = npt.NDArray[np.float64]
NEVER = 1e300


@kernel
def weighted(out: Longs, w: Weights) -> float:
    """The five levels as one number."""
    value = 0.0
    for level in range(5):
        value += w[level] * out[level]
    return value


@kernel
def best_candidate(m: Model, st: State, s: int, w: Weights) -> int:
    """The candidate that costs least in the slot, as things stand."""
    a, best, least = m.slot[s].act, -1, NEVER
    out = st.scratch[0]
    out[:] = 0
    if m.slot[s].skip >= 0:
        st.pick[s] = -1
        add_use(m, st, s, place_of(m, st, a), out, 1)
        least = weighted(out, w)
    for c in range(m.slot[s].cand_from, m.slot[s].cand_to):
        out[:] = 0
        st.pick[s] = c
        add_use(m, st, s, place_of(m, st, a), out, 1)
        value = weighted(out, w)
        if value < least:
            best, least = c, value
    return best


@kernel
def fill(m: Model, st: State, a: int, w: Weights, out: Longs) -> bool:
    """Pick for each slot of an activity whose start is set, and enter it; add the cost.

    False, with nothing entered, if a slot that must be filled has no candidate.
    """
    first, last = m.act[a].slot_from, m.act[a].slot_to
    for s in range(first, last):
        st.pick[s] = -1
    lead = m.act[a].place_slot
    if lead >= 0:
        st.pick[lead] = best_candidate(m, st, lead, w)
        enter(m, st, lead)
    for s in range(first, last):
        if s != lead:
            st.pick[s] = best_candidate(m, st, s, w)
            enter(m, st, s)
    leave_all(m, st, a)
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
def start_cost(m: Model, st: State, a: int, out: Longs) -> None:
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
        if not fill(m, st, a, w, out):
            continue
        value = weighted(out, w)
        if (out[HARD] == 0 or m.act[a].frozen == 1) and value < least:
            best, least = m.dom[k], value
            copy(st.pick, st.saved, begin, end)
        leave_all(m, st, a)
    st.start[a] = best
    copy(st.saved, st.pick, begin, end)
    shift(m, st, a, st.total, 1)
    return best >= 0


@kernel
def insert_all(m: Model, st: State, order: Ints, w: Weights) -> int:
    """Insert the activities in the order given; answers how many found no place."""
    failed = 0
    for a in order:
        if st.start[a] < 0 and not insert(m, st, a, w, 0):
            failed += 1
    return failed


@kernel
def broken_by(m: Model, st: State, a: int, out: Longs) -> int:
    """The amount of broken rules in which the activity has a part."""
    out[:] = 0
    shift(m, st, a, out, -1)
    broken = -out[HARD]
    shift(m, st, a, out, 1)
    return broken


@kernel
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


def greedy_weights() -> Weights:
    """Each level outweighs the next; broken rules outweigh all."""
    return np.array([1e9, 1e6, 1e4, 1.0, 1e-3])


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
    return np.lexsort(keys).astype(np.int32)
