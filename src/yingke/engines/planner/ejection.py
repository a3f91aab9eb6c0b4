"""Serving the last activities (compiled): put an unmet one in, and take out who stands in its way.

Guided ejection search (Nagata and Bräysy, 2009): each time an activity finds no place its price
rises, and those are taken out whose prices sum to least, so that the unmet ones change until a set
is met that fits. Between two ejections the plan is stirred by moves that break nothing.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from .annealing import keep_best, propose, try_move
from .arrays import HARD, NONE, Ints, Model, State
from .construction import Weights, copy, insert, weighted
from .kernels import shift
from .machine_code import entry, kernel
from .moves import Lists, Trial, any_start, draw
from .prices import NEVER, PLACES, STARTS, WITHIN, Chase, leads, mates_price, price_at, use_price


@kernel
def way_in(m: Model, st: State, x: Lists, a: int, chase: Chase) -> int:
    """The start at which serving the activity turns out least, its picks in ``st.saved``; -1."""
    best, at, ties = NEVER - 1, NONE, 0
    for k in range(m.act[a].dom_from, m.act[a].dom_to):
        t = m.dom[k]
        leads(m, st, x, a, t, chase)
        for here in range(len(chase.lead)):
            price = price_at(m, st, x, a, t, here, best, chase)
            if price > best:
                continue
            ties = ties + 1 if price == best else 1
            if price < best or draw(x, ties) == 0:
                best, at = price, t
                copy(chase.pick, st.saved, m.act[a].slot_from, m.act[a].slot_to)
    return at


@kernel
def gap_between(m: Model, a: int, b: int, here: int, there: int) -> tuple[int, int]:
    """Least and most grains (-1: any) from the end of ``a`` to the start of the later ``b``."""
    least, most = 0, NONE
    for k in range(m.act[a].pair_from, m.act[a].pair_to):
        if m.pair[k].b == b and m.pair[k].hard > 0:
            least = m.pair[k].gap + m.travel[here, there]
    for k in range(m.act[a].link_from, m.act[a].link_to):
        if m.link[k].b == b and m.link[k].first == 1:
            least = max(least, m.link[k].least)
            if m.link[k].most >= 0:
                most = m.link[k].most
    return least, most


@kernel
def reach_from(m: Model, x: Lists, i: int, a: int, b: int, t: int, here: int, chase: Chase) -> int:
    """The least price of the group up to ``a``, the ``i``-th, such that ``b`` can start here at
    ``t``; where from is noted in ``chase.sizes[2]``."""
    best, ties = NEVER, 0
    for place in range(len(chase.lead)):
        least, most = gap_between(m, a, b, place, here)
        for k in range(m.act[a].dom_to - m.act[a].dom_from):
            gap = t - m.dom[m.act[a].dom_from + k] - m.act[a].dur
            if gap < least:
                break
            price = chase.way[i, k, place]
            if price > best or price >= NEVER or (most >= 0 and gap > most):
                continue
            ties = ties + 1 if price == best else 1
            if price < best or draw(x, ties) == 0:
                best, chase.sizes[2] = price, k * len(chase.lead) + place
    return best


@kernel
def look_ahead(m: Model, x: Lists, first: int, count: int, chase: Chase) -> None:
    """The latest start of each activity of a group in a row."""
    for i in range(count - 1, -1, -1):
        a = x.group_act[first + i]
        chase.latest[i] = m.dom[m.act[a].dom_to - 1]
        if i + 1 < count:
            end = chase.latest[i + 1] - m.act[a].dur
            chase.latest[i] = min(chase.latest[i], end)


@kernel
def group_ways(m: Model, st: State, x: Lists, first: int, count: int, chase: Chase) -> int:
    """Fill ``chase.way`` for the activities of a group, one after the other; answers where the
    cheapest way ends, -1 if there is none."""
    end, least, ties, places = NONE, NEVER, 0, len(chase.lead)
    look_ahead(m, x, first, count, chase)
    for i in range(count):
        a = x.group_act[first + i]
        for k in range(m.act[a].dom_to - m.act[a].dom_from):
            t = m.dom[m.act[a].dom_from + k]
            chase.way[i, k, :] = NEVER
            if t > chase.latest[i]:
                continue
            leads(m, st, x, a, t, chase)
            for here in range(places):
                if chase.lead[here] >= NEVER:
                    continue
                before = 0
                if i > 0:
                    before = reach_from(m, x, i - 1, x.group_act[first + i - 1], a, t, here, chase)
                    chase.back[i, k, here] = chase.sizes[2]
                if before >= NEVER:
                    continue
                price = min(NEVER, before + price_at(m, st, x, a, t, here, NEVER, chase))
                chase.way[i, k, here] = price
                if i == count - 1 and price < NEVER and price <= least:
                    ties = ties + 1 if price == least else 1
                    if price < least or draw(x, ties) == 0:
                        least, end = price, k * places + here
    return end


@kernel
def force_group(m: Model, st: State, x: Lists, a: int, chase: Chase) -> bool:
    """Take out the activity's group, and put it in as a whole where it turns out least."""
    group, places = x.group_of[a], len(chase.lead)
    first, count = x.group_from[group], x.group_from[group + 1] - x.group_from[group]
    for i in range(count):
        b = x.group_act[first + i]
        st.held[b] = st.start[b]
        if st.start[b] >= 0:
            take_away(m, st, b)
    end = group_ways(m, st, x, first, count, chase)
    if end < 0:
        for i in range(count):
            b = x.group_act[first + i]
            shift(m, st, b, st.total, -1)
            st.start[b] = st.held[b]
            shift(m, st, b, st.total, 1)
        return False
    for i in range(count - 1, -1, -1):
        b = x.group_act[first + i]
        k, here = end // places, end % places
        end = chase.back[i, k, here]
        t = m.dom[m.act[b].dom_from + k]
        leads(m, st, x, b, t, chase)
        price_at(m, st, x, b, t, here, NEVER, chase)
        copy(chase.pick, st.saved, m.act[b].slot_from, m.act[b].slot_to)
        force(m, st, b, t, chase)
    return True


@kernel
def is_row(m: Model, x: Lists, a: int) -> bool:
    """Whether the activity's group can be put in as a whole."""
    group = x.group_of[a]
    if group < 0 or len(m.travel) > PLACES:
        return False
    first, last = x.group_from[group], x.group_from[group + 1]
    if last - first < 2 or last - first > WITHIN:
        return False
    for i in range(first, last):
        b = x.group_act[i]
        if m.act[b].dom_to - m.act[b].dom_from > STARTS:
            return False
    return True


@kernel
def take_away(m: Model, st: State, a: int) -> None:
    shift(m, st, a, st.total, -1)
    st.start[a] = NONE
    shift(m, st, a, st.total, 1)


@kernel
def force(m: Model, st: State, a: int, t: int, chase: Chase) -> None:
    """Serve the activity at that start with the picks in ``st.saved``, and take out who is in the
    way; it stays unmet if a rule is broken even so."""
    first, last, lead = m.act[a].slot_from, m.act[a].slot_to, m.act[a].place_slot
    here = m.act[a].place
    if lead >= 0 and st.saved[lead] >= 0:
        here = m.res[m.cand[st.saved[lead]].res].place
    chase.sizes[1] = 0
    mates_price(m, st, a, t, here, chase, True)
    for s in range(first, last):
        if st.saved[s] >= 0:
            use_price(m, st, a, t, st.saved[s], here, chase, True)
    for k in range(chase.sizes[1]):
        b = chase.out[k]
        if st.start[b] >= 0 and m.act[b].frozen == 0:
            take_away(m, st, b)
    broken = st.total[HARD]
    shift(m, st, a, st.total, -1)
    st.start[a] = t
    for s in range(first, last):
        st.pick[s] = st.saved[s]
    shift(m, st, a, st.total, 1)
    if st.total[HARD] > broken:
        take_away(m, st, a)


@kernel
def list_unmet(st: State, x: Lists, chase: Chase) -> None:
    """The unmet activities in drawn order."""
    count = 0
    for a in x.free:
        if st.start[a] < 0:
            j = draw(x, count + 1)
            chase.queue[count] = chase.queue[j]
            chase.queue[j] = a
            count += 1
    chase.sizes[0] = count


@kernel
def put_in(m: Model, st: State, x: Lists, a: int, packed: Weights) -> bool:
    """Insert the activity from a drawn hour on, or else wherever it fits."""
    if draw(x, 2) == 0 and insert(m, st, a, packed, any_start(m, x, a)):
        return True
    return insert(m, st, a, packed, 0)


@entry
def eject(
    m: Model,
    st: State,
    x: Lists,
    trial: Trial,
    chase: Chase,
    w: Weights,
    packed: Weights,
    rank: Weights,
    best_start: Ints,
    best_pick: Ints,
    best_total: Ints,
    schedule: Weights,
) -> int:
    """Run ``schedule[0]`` turns, or until no activity is unmet; each stirs the plan by
    ``schedule[4]`` moves at the temperature ``schedule[1]``.

    ``w`` weighs what is accepted then, ``rank`` what is best; ``schedule[3]`` is the amount of
    broken rules among facts. Answers how many turns were made.
    """
    least = weighted(best_total, rank)
    list_unmet(st, x, chase)
    for turn in range(int(schedule[0])):
        if chase.sizes[0] == 0:
            return turn
        chase.sizes[0] -= 1
        a = chase.queue[chase.sizes[0]]
        if not put_in(m, st, x, a, packed):
            chase.price[a] += 1
            if not (is_row(m, x, a) and force_group(m, st, x, a, chase)):
                t = way_in(m, st, x, a, chase)
                if t >= 0:
                    force(m, st, a, t, chase)
            for _ in range(int(schedule[4])):
                trial.sizes[:] = 0
                propose(m, st, x, trial)
                if trial.sizes[0] > 0:
                    try_move(m, st, x, trial, w, schedule[1])
            list_unmet(st, x, chase)
        if st.total[HARD] == schedule[3] and weighted(st.total, rank) < least:
            least = weighted(st.total, rank)
            keep_best(st, best_start, best_pick, best_total)
    return int(schedule[0])
