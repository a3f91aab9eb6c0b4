"""Where a free activity may start beside those that stay: the background of an exact model."""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .arrays import NONE, Ints, Model, State


def domain(m: Model, a: int) -> Ints:
    """The allowed starts of the activity."""
    return m.dom[m.act[a]["dom_from"] : m.act[a]["dom_to"]]


def duration(m: Model, a: int) -> int:
    return int(m.act[a]["dur"])


def standing_place(m: Model, st: State, a: int) -> int:
    """Where a placed activity is."""
    slot = int(m.act[a]["place_slot"])
    if slot >= 0 and st.pick[slot] >= 0:
        return int(m.res[m.cand[st.pick[slot]]["res"]]["place"])
    return int(m.act[a]["place"])


def clear_of(starts: Ints, length: int, begin: int, end: int, before: int, after: int) -> Ints:
    """The starts that keep ``after`` grains behind and ``before`` in front of what stands."""
    return starts[(starts >= end + after) | (starts + length + before <= begin)]


def uses(m: Model, st: State, r: int) -> Iterator[int]:
    """The activities that the plan gives to a resource with one use at a time."""
    slot = int(st.head[r])
    while slot >= 0:
        yield int(m.slot[slot]["act"])
        slot = int(st.nxt[slot])


def by_pairs(m: Model, st: State, a: int, place: int, starts: Ints) -> Ints:
    """The starts at which no shared participant is held elsewhere."""
    for pair in m.pair[m.act[a]["pair_from"] : m.act[a]["pair_to"]]:
        b = int(pair["b"])
        if pair["hard"] > 0 and st.start[b] >= 0:
            starts = _clear_of_activity(m, st, a, b, place, int(pair["gap"]), starts)
    return starts


def by_links(m: Model, st: State, a: int, starts: Ints) -> Ints:
    """The starts that keep the order with what stands."""
    length = duration(m, a)
    for link in m.link[m.act[a]["link_from"] : m.act[a]["link_to"]]:
        b = int(link["b"])
        if st.start[b] < 0:
            continue
        if link["first"]:
            gap = int(st.start[b]) - starts - length
        else:
            gap = starts - int(st.start[b]) - duration(m, b)
        good = gap >= link["least"]
        if link["most"] != NONE:
            good &= gap <= link["most"]
        starts = starts[good]
    return starts


def by_calendar(m: Model, a: int, c: int, starts: Ints) -> Ints:
    """The starts at which the candidate is there for the whole activity."""
    row, length = m.blocked[m.cand[c]["cal"]], duration(m, a)
    return starts[row[starts + length] == row[starts]]


def by_uses(m: Model, st: State, a: int, r: int, place: int, starts: Ints) -> Ints:
    """The starts at which nothing else that stands needs the resource."""
    gap = int(m.res[r]["lead"] + m.res[r]["tail"])
    for b in uses(m, st, r):
        starts = _clear_of_activity(m, st, a, b, place, gap, starts)
    return starts


def _clear_of_activity(
    m: Model, st: State, a: int, b: int, place: int, gap: int, starts: Ints
) -> Ints:
    there = standing_place(m, st, b)
    begin = int(st.start[b])
    before = gap + int(m.travel[place, there])
    after = gap + int(m.travel[there, place])
    return clear_of(starts, duration(m, a), begin, begin + duration(m, b), before, after)


def soft_costs(m: Model, st: State, a: int) -> Ints | None:
    """By start grain, what overlaps with standing activities cost; None if nothing."""
    cost = np.zeros(m.size + 1, dtype=np.int64)
    grains = np.arange(m.size + 1)
    for pair in m.pair[m.act[a]["pair_from"] : m.act[a]["pair_to"]]:
        b = int(pair["b"])
        if pair["soft"] > 0 and st.start[b] >= 0:
            begin, end = int(st.start[b]), int(st.start[b]) + duration(m, b)
            both = np.minimum(grains + duration(m, a), end) - np.maximum(grains, begin)
            cost += pair["soft"] * np.maximum(0, both)
    return cost if cost.any() else None
