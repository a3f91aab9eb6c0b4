"""What it costs to put an unmet activity in (compiled): prices of those who stand in its way."""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import NONE, Ints, Model, State
from .kernels import clash, is_taken, place_of
from .machine_code import kernel
from .moves import Lists, draw

NEVER = 1 << 40
"""More than the prices of all whom one activity could turn out."""

MOST = 24
"""No more activities are taken out at once."""

WITHIN, STARTS, PLACES = 24, 120, 12
"""Groups of more activities, starts of one activity, or places are not put in as a whole."""


class Chase(NamedTuple):
    """What guides the ejections."""

    price: Ints  # [A] how often the activity found no place
    queue: Ints  # [A] unmet activities, the last one is next
    pick: Ints  # [S] the picks of the cheapest way in
    out: Ints  # [MOST] whom it takes out
    lead: Ints  # [places] the cheapest price of a pick that gives the place, and
    lead_pick: Ints  # [places] that pick
    way: Ints  # [WITHIN, STARTS, places] the least price of a group up to a start there, and
    back: Ints  # [WITHIN, STARTS, places] from where: number of the start times places plus place
    latest: Ints  # [WITHIN] beyond which no start leaves room for the rest of the group
    sizes: Ints  # [3] of queue, of out; and for a routine's own use


def empty_chase(m: Model) -> Chase:
    """All prices at one."""

    def room(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    places = len(m.travel)
    return Chase(
        price=np.ones(len(m.act), dtype=np.int64),
        queue=room(len(m.act)),
        pick=room(len(m.slot)),
        out=room(MOST),
        lead=room(places),
        lead_pick=room(places),
        way=np.zeros((WITHIN, STARTS, places), dtype=np.int64),
        back=np.zeros((WITHIN, STARTS, places), dtype=np.int64),
        latest=room(WITHIN),
        sizes=room(3),
    )


@kernel
def turn_out(m: Model, chase: Chase, b: int, note: bool) -> int:
    """The price of taking the activity out, which may never be a fact; noted if so wished."""
    if note and chase.sizes[1] < MOST:
        chase.out[chase.sizes[1]] = b
        chase.sizes[1] += 1
    return NEVER if m.act[b].frozen == 1 else chase.price[b]


@kernel
def mates_price(m: Model, st: State, a: int, t: int, here: int, chase: Chase, note: bool) -> int:
    """Prices of those with whom the activity shares participants or an order that would break."""
    price, end = 0, t + m.act[a].dur
    for k in range(m.act[a].pair_from, m.act[a].pair_to):
        b = m.pair[k].b
        if st.start[b] < 0 or m.pair[k].hard == 0:
            continue
        there, gap, stop = place_of(m, st, b), m.pair[k].gap, st.start[b] + m.act[b].dur
        forth, back = gap + m.travel[here, there], gap + m.travel[there, here]
        if clash(t, end, st.start[b], stop, forth, back) > 0:
            price += turn_out(m, chase, b, note)
    for k in range(m.act[a].link_from, m.act[a].link_to):
        b = m.link[k].b
        if st.start[b] < 0:
            continue
        gap = st.start[b] - end if m.link[k].first == 1 else t - st.start[b] - m.act[b].dur
        if gap < m.link[k].least or (m.link[k].most >= 0 and gap > m.link[k].most):
            price += turn_out(m, chase, b, note)
    return price


@kernel
def use_price(
    m: Model, st: State, a: int, t: int, c: int, here: int, chase: Chase, note: bool
) -> int:
    """Prices of those whom the candidate would have to leave to serve the activity."""
    end, r, row = t + m.act[a].dur, m.cand[c].res, m.cand[c].cal
    if m.blocked[row, end] > m.blocked[row, t]:
        return NEVER
    if m.res[r].pool >= 0:
        return 0
    price, load = 0, st.load[r, m.day[t]] + m.act[a].dur
    gap = m.res[r].lead + m.res[r].tail
    apart = gap + m.reach
    if is_taken(m, st, r, t - apart, end + apart):
        use = st.head[r]
        while use >= 0:
            b = m.slot[use].act
            begin, there = st.start[b], place_of(m, st, b)
            forth, back = gap + m.travel[here, there], gap + m.travel[there, here]
            if clash(t, end, begin, begin + m.act[b].dur, forth, back) > 0:
                price += turn_out(m, chase, b, note)
                load -= m.act[b].dur
            use = st.nxt[use]
    if m.res[r].max_load >= 0 and load > m.res[r].max_load:
        return NEVER
    return price


@kernel
def cheapest_pick(m: Model, st: State, x: Lists, s: int, t: int, here: int, chase: Chase) -> int:
    """The price of the pick that turns out least, noted in ``chase.pick``; NEVER if there is none.
    Nobody serves twice at once."""
    a, best = m.slot[s].act, NEVER
    first, count = m.slot[s].cand_from, m.slot[s].cand_to - m.slot[s].cand_from
    chase.pick[s] = NONE
    turn = draw(x, max(count, 1))
    for k in range(count):
        c = first + (k + turn) % count
        price = use_price(m, st, a, t, c, here, chase, False)
        if price >= best:
            continue
        twice = False
        for u in range(m.act[a].slot_from, m.act[a].slot_to):
            taken = chase.pick[u] if u < s or u == m.act[a].place_slot else NONE
            if u != s and taken >= 0 and m.cand[taken].res == m.cand[c].res:
                twice = True
        if not twice:
            best, chase.pick[s] = price, c
        if best == 0:
            break
    if m.slot[s].skip >= 0 and chase.pick[s] < 0:
        return 0
    return best


@kernel
def leads(m: Model, st: State, x: Lists, a: int, t: int, chase: Chase) -> None:
    """For each place the cheapest pick that gives it; NEVER where the activity cannot be."""
    chase.lead[:] = NEVER
    chase.lead_pick[:] = NONE
    s = m.act[a].place_slot
    if s < 0:
        chase.lead[m.act[a].place] = 0
        return
    first, count = m.slot[s].cand_from, m.slot[s].cand_to - m.slot[s].cand_from
    turn = draw(x, max(count, 1))
    for k in range(count):
        c = first + (k + turn) % count
        here = m.res[m.cand[c].res].place
        if chase.lead[here] > 0:
            price = use_price(m, st, a, t, c, here, chase, False)
            if price < chase.lead[here]:
                chase.lead[here], chase.lead_pick[here] = price, c


@kernel
def price_at(
    m: Model, st: State, x: Lists, a: int, t: int, here: int, most: int, chase: Chase
) -> int:
    """The price of serving the activity there and then after ``leads``; more than ``most`` is not
    reckoned to the end. The picks are noted in ``chase.pick``."""
    lead, price = m.act[a].place_slot, chase.lead[here]
    if price > most or price >= NEVER:
        return NEVER
    price += mates_price(m, st, a, t, here, chase, False)
    if lead >= 0:
        chase.pick[lead] = chase.lead_pick[here]
    for s in range(m.act[a].slot_from, m.act[a].slot_to):
        if price > most or price >= NEVER:
            return NEVER
        if s != lead:
            price += cheapest_pick(m, st, x, s, t, here, chase)
    return price
