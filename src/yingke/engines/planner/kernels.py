"""What an activity costs where it stands, and putting it there: the compiled core of the search.

Costs are always reckoned against the rest of the plan without the activity: ``shift`` adds its
cost and enters its uses, or takes both away again. ``out`` gathers the change of the five levels.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

from .arrays import COST, DISTURBANCE, HARD, PREFERENCE, UNMET, WORD, Ints, Model, State
from .machine_code import entry, kernel


@kernel
def place_of(m: Model, st: State, a: int) -> int:
    """Where the activity is: its own place, or that of the room picked for it."""
    s = m.act[a].place_slot
    if s >= 0 and st.pick[s] >= 0:
        return m.res[m.cand[st.pick[s]].res].place
    return m.act[a].place


@kernel
def clash(start_a: int, end_a: int, start_b: int, end_b: int, gap_ab: int, gap_ba: int) -> int:
    """Grains by which two uses are closer than the gap that their order asks for."""
    late_a = end_a + gap_ab - start_b
    late_b = end_b + gap_ba - start_a
    if late_a <= 0 or late_b <= 0:
        return 0
    return min(late_a, late_b)


@kernel
def add_pairs(m: Model, st: State, a: int, out: Ints, sign: int) -> None:
    """Participants needed twice, or too far from one activity to the next."""
    start, here = st.start[a], place_of(m, st, a)
    end = start + m.act[a].dur
    for k in range(m.act[a].pair_from, m.act[a].pair_to):
        b = m.pair[k].b
        other = st.start[b]
        if other < 0:
            continue
        apart = m.pair[k].gap + m.reach
        stop = other + m.act[b].dur
        if other >= end + apart or start >= stop + apart:
            continue
        if m.pair[k].hard > 0:
            there, gap = place_of(m, st, b), m.pair[k].gap
            close = clash(
                start, end, other, stop, gap + m.travel[here, there], gap + m.travel[there, here]
            )
            out[HARD] += sign * m.pair[k].hard * close
        if m.pair[k].soft > 0:
            both = min(end, stop) - max(start, other)
            out[PREFERENCE] += sign * m.pair[k].soft * max(0, both)


@kernel
def add_links(m: Model, st: State, a: int, out: Ints, sign: int) -> None:
    """Order and gaps between activities."""
    for k in range(m.act[a].link_from, m.act[a].link_to):
        b = m.link[k].b
        if st.start[b] < 0:
            continue
        if m.link[k].first == 1:
            gap = st.start[b] - st.start[a] - m.act[a].dur
        else:
            gap = st.start[a] - st.start[b] - m.act[b].dur
        out[HARD] += sign * max(0, m.link[k].least - gap)
        if m.link[k].most >= 0:
            out[HARD] += sign * max(0, gap - m.link[k].most)


@kernel
def add_own(m: Model, st: State, a: int, out: Ints, sign: int) -> None:
    """What the start alone costs: preferred start, published start, the end of the group."""
    start = st.start[a]
    if m.act[a].want >= 0:
        out[PREFERENCE] += sign * m.want_weight * abs(start - m.act[a].want)
    if m.act[a].keep_start >= 0 and start != m.act[a].keep_start:
        out[DISTURBANCE] += sign * m.act[a].move_cost
    group = m.act[a].final
    if group < 0:
        return
    last = 0
    for k in range(m.fin[group].act_from, m.fin[group].act_to):
        b = m.fin_act[k]
        if b != a and st.start[b] >= 0:
            last = max(last, st.start[b] + m.act[b].dur)
    out[PREFERENCE] += sign * m.fin[group].weight * max(0, start + m.act[a].dur - last)


@kernel
def mask_of(first: int, last: int, word: int) -> int:
    """The bits of the grains from ``first`` to before ``last`` that lie in the word."""
    low, high = max(first - word * WORD, 0), min(last - word * WORD, WORD)
    return ((1 << (high - low)) - 1) << low


@kernel
def is_taken(m: Model, st: State, r: int, first: int, last: int) -> bool:
    """Whether a resource with one use at a time is in use in any of the grains."""
    first, last = max(first, 0), min(last, m.size)
    for word in range(first // WORD, (last - 1) // WORD + 1):
        if st.busy[r, word] & mask_of(first, last, word):
            return True
    return False


@kernel
def mark(m: Model, st: State, r: int, a: int) -> None:
    """Note the grains of the activity as in use."""
    first = st.start[a]
    last = first + m.act[a].dur
    for word in range(first // WORD, (last - 1) // WORD + 1):
        st.busy[r, word] |= mask_of(first, last, word)


@kernel
def unmark(m: Model, st: State, r: int, a: int) -> None:
    """Undo ``mark`` for a use that is no longer listed; others may overlap with it."""
    first = st.start[a]
    last = first + m.act[a].dur
    for word in range(first // WORD, (last - 1) // WORD + 1):
        st.busy[r, word] &= ~mask_of(first, last, word)
    use = st.head[r]
    while use >= 0:
        b = m.slot[use].act
        if st.start[b] < last and first < st.start[b] + m.act[b].dur:
            mark(m, st, r, b)
        use = st.nxt[use]


@kernel
def list_clash(m: Model, st: State, r: int, a: int, here: int) -> int:
    """Grains by which the activity is too close to the other uses of a resource."""
    start = st.start[a]
    end = start + m.act[a].dur
    gap = m.res[r].tail + m.res[r].lead
    apart = gap + m.reach
    close = 0
    if not is_taken(m, st, r, start - apart, end + apart):
        return close
    other = st.head[r]
    while other >= 0:
        b = m.slot[other].act
        begin = st.start[b]
        stop = begin + m.act[b].dur
        if begin < end + apart and start < stop + apart:
            there = place_of(m, st, b)
            close += clash(
                start, end, begin, stop, gap + m.travel[here, there], gap + m.travel[there, here]
            )
        other = st.nxt[other]
    return close


@kernel
def pool_excess(m: Model, st: State, r: int, s: int) -> int:
    """Units times grains that the slot's use would take beyond what the resource has."""
    a = m.slot[s].act
    first = max(0, st.start[a] - m.res[r].lead)
    last = min(m.size, st.start[a] + m.act[a].dur + m.res[r].tail)
    excess = 0
    for t in range(first, last):
        before = st.used[m.res[r].pool, t] - m.res[r].units
        excess += max(0, before + m.slot[s].amount) - max(0, before)
    return excess


@kernel
def add_load(m: Model, st: State, r: int, a: int, out: Ints, sign: int) -> None:
    """A day's load: the limit, and the fairness of its share."""
    before = st.load[r, m.day[st.start[a]]]
    after = before + m.act[a].dur
    if m.res[r].max_load >= 0:
        limit = m.res[r].max_load
        out[HARD] += sign * (max(0, after - limit) - max(0, before - limit))
    if m.res[r].fair == 1:
        rise = m.fair_cost[min(after, m.size)] - m.fair_cost[min(before, m.size)]
        out[PREFERENCE] += sign * rise


@kernel
def add_use(m: Model, st: State, s: int, here: int, out: Ints, sign: int) -> None:
    """What it costs that the slot's pick serves its activity."""
    a, c = m.slot[s].act, st.pick[s]
    if m.slot[s].keep_cand >= 0 and c != m.slot[s].keep_cand:
        out[DISTURBANCE] += sign * m.slot[s].swap_cost
    if c < 0:
        if m.slot[s].skip >= 0:
            out[UNMET] += sign * m.slot[s].skip
        else:
            out[HARD] += sign * m.act[a].dur
        return
    r = m.cand[c].res
    out[PREFERENCE] += sign * m.cand[c].pref
    out[COST] += sign * m.cand[c].cost
    start, row = st.start[a], m.cand[c].cal
    hard = m.blocked[row, start + m.act[a].dur] - m.blocked[row, start]
    if m.res[r].pool >= 0:
        hard += pool_excess(m, st, r, s)
    else:
        hard += list_clash(m, st, r, a, here)
    out[HARD] += sign * hard
    add_load(m, st, r, a, out, sign)
    team = m.slot[s].team
    if team >= 0 and st.team_count[team, r] == 0 and st.team_size[team] > 0:
        out[PREFERENCE] += sign * m.team_weight[team]


@kernel
def enter(m: Model, st: State, s: int) -> None:
    """Enter the use of the slot's pick."""
    c = st.pick[s]
    if c < 0:
        return
    a, r = m.slot[s].act, m.cand[c].res
    if m.res[r].pool >= 0:
        first = max(0, st.start[a] - m.res[r].lead)
        last = min(m.size, st.start[a] + m.act[a].dur + m.res[r].tail)
        for t in range(first, last):
            st.used[m.res[r].pool, t] += m.slot[s].amount
    else:
        st.nxt[s], st.prv[s] = st.head[r], -1
        if st.head[r] >= 0:
            st.prv[st.head[r]] = s
        st.head[r] = s
        mark(m, st, r, a)
    st.load[r, m.day[st.start[a]]] += m.act[a].dur
    team = m.slot[s].team
    if team >= 0:
        if st.team_count[team, r] == 0:
            st.team_size[team] += 1
        st.team_count[team, r] += 1


@kernel
def leave(m: Model, st: State, s: int) -> None:
    """Undo ``enter``."""
    c = st.pick[s]
    if c < 0:
        return
    a, r = m.slot[s].act, m.cand[c].res
    if m.res[r].pool >= 0:
        first = max(0, st.start[a] - m.res[r].lead)
        last = min(m.size, st.start[a] + m.act[a].dur + m.res[r].tail)
        for t in range(first, last):
            st.used[m.res[r].pool, t] -= m.slot[s].amount
    else:
        if st.prv[s] >= 0:
            st.nxt[st.prv[s]] = st.nxt[s]
        else:
            st.head[r] = st.nxt[s]
        if st.nxt[s] >= 0:
            st.prv[st.nxt[s]] = st.prv[s]
        unmark(m, st, r, a)
    st.load[r, m.day[st.start[a]]] -= m.act[a].dur
    team = m.slot[s].team
    if team >= 0:
        st.team_count[team, r] -= 1
        if st.team_count[team, r] == 0:
            st.team_size[team] -= 1


@kernel
def enter_all(m: Model, st: State, a: int) -> None:
    """Enter the uses of a placed activity without reckoning."""
    if st.start[a] >= 0:
        for s in range(m.act[a].slot_from, m.act[a].slot_to):
            enter(m, st, s)


@kernel
def leave_all(m: Model, st: State, a: int) -> None:
    """Undo ``enter_all``."""
    if st.start[a] >= 0:
        for s in range(m.act[a].slot_to - 1, m.act[a].slot_from - 1, -1):
            leave(m, st, s)


@kernel
def add_unmet(m: Model, a: int, out: Ints, sign: int) -> None:
    """What it costs not to serve the activity."""
    out[UNMET] += sign * m.act[a].unmet
    if m.act[a].keep_start >= 0:
        out[DISTURBANCE] += sign * m.act[a].move_cost


@kernel
def shift(m: Model, st: State, a: int, out: Ints, sign: int) -> None:
    """Enter the activity as ``start`` and ``pick`` say (sign 1), or take it out again (sign -1).

    What it costs is added to ``out`` with the sign; ``start`` and ``pick`` stay as they are.
    """
    if st.start[a] < 0:
        add_unmet(m, a, out, sign)
        return
    here, first, last = place_of(m, st, a), m.act[a].slot_from, m.act[a].slot_to
    add_pairs(m, st, a, out, sign)
    add_links(m, st, a, out, sign)
    add_own(m, st, a, out, sign)
    if sign < 0:
        leave_all(m, st, a)
    for s in range(first, last):
        add_use(m, st, s, here, out, sign)
        enter(m, st, s)
    if sign < 0:
        leave_all(m, st, a)


@entry
def rebuild(m: Model, st: State) -> None:
    """Enter all activities of a state in which none is entered, and reckon its total."""
    st.total[:] = 0
    for a in range(len(st.start)):
        st.held[a] = st.start[a]
        st.start[a] = -1
    for a in range(len(st.start)):
        st.start[a] = st.held[a]
        shift(m, st, a, st.total, 1)
