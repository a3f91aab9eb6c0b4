"""The moves of the local search (compiled): each proposes changes, the search tries them."""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import NONE, Ints, Model, State
from .machine_code import kernel

CHANGES = 64
"""No move touches more activities or slots than this."""


class Trial(NamedTuple):
    """The changes of one move: activities with new starts, slots with new picks."""

    act: Ints
    start: Ints
    slot: Ints
    pick: Ints
    old: Ints  # starts before the move
    sizes: Ints  # [2] of activities, of slots


class Lists(NamedTuple):
    """What the moves draw from."""

    free: Ints  # activities that may move
    choice: Ints  # slots with more than one candidate, of activities that may move
    group_of: Ints  # [A] row of the group, -1: none
    group_from: Ints
    group_act: Ints
    team_from: Ints
    team_slot: Ints
    random: np.ndarray  # [1] uint64, the generator's state


def empty_trial() -> Trial:
    room = [np.zeros(CHANGES, dtype=np.int64) for _ in range(5)]
    return Trial(room[0], room[1], room[2], room[3], room[4], np.zeros(2, dtype=np.int64))


def lists_of(m: Model, group_of: Ints, seed: int) -> Lists:
    """Draw lists of a model; ``group_of`` numbers the group of each activity."""
    free = np.flatnonzero((m.act["frozen"] == 0) & (m.act["dom_to"] > m.act["dom_from"]))
    movable = np.isin(m.slot["act"], free)
    several = m.slot["cand_to"] - m.slot["cand_from"] > 1
    groups = [np.flatnonzero(group_of == g) for g in range(group_of.max(initial=-1) + 1)]
    groups = [_in_order(m, g[np.isin(g, free)]) for g in groups]
    teams = [np.flatnonzero(m.slot["team"] == t) for t in range(len(m.team_weight))]
    return Lists(
        free=free.astype(np.int64),
        choice=np.flatnonzero(movable & several).astype(np.int64),
        group_of=group_of,
        group_from=_ends(groups),
        group_act=_flat(groups),
        team_from=_ends(teams),
        team_slot=_flat(teams),
        random=np.array([(seed * 2654435761 + 88172645463325252) % 2**64], dtype=np.uint64),
    )


def _in_order(m: Model, group: Ints) -> Ints:
    """The activities of a group, none before one that it comes after."""
    inside = {int(a) for a in group}
    before = {
        a: {
            int(link["b"])
            for link in m.link[m.act[a]["link_from"] : m.act[a]["link_to"]]
            if not link["first"]
        }
        & inside
        for a in inside
    }
    rows = [int(a) for a in group]
    ordered: list[int] = []
    while rows:
        ready = next((a for a in rows if not before[a] & set(rows)), rows[0])
        rows.remove(ready)
        ordered.append(ready)
    return np.array(ordered, dtype=np.int64)


def _ends(lists: list[np.ndarray]) -> Ints:
    return np.cumsum([0, *(len(x) for x in lists)]).astype(np.int64)


def _flat(lists: list[np.ndarray]) -> Ints:
    return np.concatenate([np.zeros(0), *lists]).astype(np.int64)


@kernel
def draw(x: Lists, below: int) -> int:
    """A whole number from 0 to ``below`` - 1 (xorshift64)."""
    value = x.random[0]
    value ^= value << np.uint64(13)
    value ^= value >> np.uint64(7)
    value ^= value << np.uint64(17)
    x.random[0] = value
    return int((value >> np.uint64(33)) % np.uint64(below))


@kernel
def add_act(trial: Trial, a: int, start: int) -> None:
    n = trial.sizes[0]
    trial.act[n], trial.start[n] = a, start
    trial.sizes[0] = n + 1


@kernel
def add_slot(trial: Trial, s: int, pick: int) -> None:
    n = trial.sizes[1]
    trial.slot[n], trial.pick[n] = s, pick
    trial.sizes[1] = n + 1


@kernel
def any_start(m: Model, x: Lists, a: int) -> int:
    return m.dom[m.act[a].dom_from + draw(x, m.act[a].dom_to - m.act[a].dom_from)]


@kernel
def near_start(m: Model, st: State, x: Lists, a: int) -> int:
    """A start a few grains from the present one if that is allowed, else any."""
    start = st.start[a] + draw(x, 9) - 4
    first, last = m.act[a].dom_from, m.act[a].dom_to
    if draw(x, 2) == 0:
        return any_start(m, x, a)
    place = first + np.searchsorted(m.dom[first:last], start)
    if place < last and m.dom[place] == start:
        return start
    return any_start(m, x, a)


@kernel
def any_pick(m: Model, x: Lists, s: int) -> int:
    return m.slot[s].cand_from + draw(x, m.slot[s].cand_to - m.slot[s].cand_from)


@kernel
def propose_start(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """Another start, half of the time with another pick for one slot."""
    a = x.free[draw(x, len(x.free))]
    add_act(trial, a, near_start(m, st, x, a))
    first, count = m.act[a].slot_from, m.act[a].slot_to - m.act[a].slot_from
    if count > 0 and draw(x, 2) == 0:
        s = first + draw(x, count)
        add_slot(trial, s, any_pick(m, x, s))


@kernel
def propose_pick(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """Another pick for one slot."""
    s = x.choice[draw(x, len(x.choice))]
    a = m.slot[s].act
    add_act(trial, a, st.start[a])
    add_slot(trial, s, any_pick(m, x, s))


@kernel
def same_candidate(m: Model, s: int, r: int) -> int:
    """The candidate entry of a resource in a slot, -1 if it may not fill it."""
    for c in range(m.slot[s].cand_from, m.slot[s].cand_to):
        if m.cand[c].res == r:
            return c
    return NONE


@kernel
def trade(m: Model, st: State, s: int, u: int, trial: Trial) -> None:
    """Two slots exchange their picks, where both may."""
    if st.pick[s] < 0 or st.pick[u] < 0:
        return
    for_s = same_candidate(m, s, m.cand[st.pick[u]].res)
    for_u = same_candidate(m, u, m.cand[st.pick[s]].res)
    if for_s >= 0 and for_u >= 0:
        add_slot(trial, s, for_s)
        add_slot(trial, u, for_u)


@kernel
def propose_swap(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """Two activities exchange their starts, and what they picked for their places."""
    a, b = x.free[draw(x, len(x.free))], x.free[draw(x, len(x.free))]
    if a == b or st.start[a] < 0 or st.start[b] < 0:
        return
    add_act(trial, a, st.start[b])
    add_act(trial, b, st.start[a])
    if not (allowed(m, a, st.start[b]) and allowed(m, b, st.start[a])):
        trial.sizes[0] = 0
        return
    if m.act[a].slot_to > m.act[a].slot_from and m.act[b].slot_to > m.act[b].slot_from:
        trade(m, st, m.act[a].slot_from, m.act[b].slot_from, trial)


@kernel
def allowed(m: Model, a: int, start: int) -> bool:
    """Whether the activity may start there."""
    first, last = m.act[a].dom_from, m.act[a].dom_to
    place = first + np.searchsorted(m.dom[first:last], start)
    return place < last and m.dom[place] == start


@kernel
def propose_take(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """Take a resource from the activity that has it at that time, in exchange for one's own."""
    s = x.choice[draw(x, len(x.choice))]
    a = m.slot[s].act
    r = m.cand[any_pick(m, x, s)].res
    if st.start[a] < 0 or m.res[r].pool >= 0:
        return
    end = st.start[a] + m.act[a].dur
    u = st.head[r]
    while u >= 0:
        b = m.slot[u].act
        if st.start[b] < end and st.start[a] < st.start[b] + m.act[b].dur:
            break
        u = st.nxt[u]
    if u < 0 or m.act[m.slot[u].act].frozen == 1:
        return
    b = m.slot[u].act
    add_act(trial, a, st.start[a])
    if b != a:
        add_act(trial, b, st.start[b])
    trade(m, st, s, u, trial)


@kernel
def propose_team(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """One resource for all slots of a group's role."""
    if len(m.team_weight) == 0:
        return
    team = draw(x, len(m.team_weight))
    first, last = x.team_from[team], x.team_from[team + 1]
    if last == first or last - first > CHANGES:
        return
    r = m.cand[any_pick(m, x, x.team_slot[first + draw(x, last - first)])].res
    before = NONE
    for k in range(first, last):
        s = x.team_slot[k]
        a, c = m.slot[s].act, same_candidate(m, s, r)
        if st.start[a] < 0 or c < 0 or m.act[a].frozen == 1:
            continue
        if a != before:
            add_act(trial, a, st.start[a])
            add_slot(trial, s, c)
        before = a


@kernel
def propose_group(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """The rest of a group, from one of its activities on, a few grains earlier or later."""
    a = x.free[draw(x, len(x.free))]
    group = x.group_of[a]
    if group < 0 or st.start[a] < 0:
        return
    step = draw(x, 9) - 4
    for k in range(x.group_from[group], x.group_from[group + 1]):
        b = x.group_act[k]
        if st.start[b] < st.start[a] or trial.sizes[0] >= CHANGES:
            continue
        if not allowed(m, b, st.start[b] + step):
            trial.sizes[0] = 0
            return
        add_act(trial, b, st.start[b] + step)
