"""The rules and costs that tie free activities to each other in the exact model."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from .arrays import NONE, PREFERENCE
from .exact import Block, ExactModel, Literal
from .exact_together import add_bounds
from .openings import duration

Use = tuple[Block, cp_model.IntVar, Literal]


def add_rules(model: ExactModel) -> None:
    """All that concerns two free activities, or sums over several."""
    _links(model)
    _participants(model)
    _overlaps(model)
    _resources(model)
    add_bounds(model)
    _loads(model)
    _teams(model)
    _finals(model)


def _both(model: ExactModel, a: int, b: int) -> list[Literal]:
    return [model.present[a], model.present[b]]


def _links(model: ExactModel) -> None:
    m, cp, free = model.m, model.cp, set(model.free)
    for a in model.free:
        for link in m.link[m.act[a]["link_from"] : m.act[a]["link_to"]]:
            b = int(link["b"])
            if b not in free or not link["first"]:
                continue
            gap = model.start[b] - model.start[a] - duration(m, a)
            cp.add(gap >= int(link["least"])).only_enforce_if(_both(model, a, b))
            if link["most"] != NONE:
                cp.add(gap <= int(link["most"])).only_enforce_if(_both(model, a, b))


def _participants(model: ExactModel) -> None:
    free = set(model.free)
    for a in model.free:
        for pair in model.m.pair[model.m.act[a]["pair_from"] : model.m.act[a]["pair_to"]]:
            b = int(pair["b"])
            if a < b and b in free and pair["hard"] > 0:
                keep_apart(model, a, b, int(pair["gap"]), _both(model, a, b))


def keep_apart(model: ExactModel, a: int, b: int, gap: int, when: list[Literal]) -> None:
    """One after the other, ``gap`` and the way between their places apart."""
    cp, m = model.cp, model.m
    first = cp.new_bool_var("")
    start_a, start_b = model.start[a], model.start[b]
    end_a, end_b = start_a + duration(m, a), start_b + duration(m, b)
    ways: dict[tuple[int, int], list[list[Literal]]] = {}
    for here, at_here in model.place[a].items():
        for there, at_there in model.place[b].items():
            way = int(m.travel[here, there]), int(m.travel[there, here])
            ways.setdefault(way, []).append([at_here, at_there])
    for (forth, back), cases in ways.items():
        for case in [[]] if len(ways) == 1 else cases:
            cp.add(start_b >= end_a + gap + forth).only_enforce_if([*when, *case, first])
            cp.add(start_a >= end_b + gap + back).only_enforce_if([*when, *case, ~first])


def _sharing(model: ExactModel, a: int, b: int, gap: int) -> Literal:
    """Whether two activities share somebody with that gap; if so they are kept apart."""
    key = (min(a, b), max(a, b), gap)
    if key not in model.sharing:
        model.sharing[key] = model.cp.new_bool_var("")
        keep_apart(model, key[0], key[1], gap, [model.sharing[key]])
    return model.sharing[key]


def _overlaps(model: ExactModel) -> None:
    """Grains in which a preferred attendee is needed at two free activities."""
    free = set(model.free)
    for a in model.free:
        for pair in model.m.pair[model.m.act[a]["pair_from"] : model.m.act[a]["pair_to"]]:
            b = int(pair["b"])
            if a < b and b in free and pair["soft"] > 0:
                _overlap(model, a, b, int(pair["soft"]))


def _overlap(model: ExactModel, a: int, b: int, weight: int) -> None:
    cp, m = model.cp, model.m
    most = min(duration(m, a), duration(m, b))
    both = cp.new_int_var(0, most, "")
    end_a, end_b = model.start[a] + duration(m, a), model.start[b] + duration(m, b)
    first_end, last_start = cp.new_int_var(0, 2 * m.size, ""), cp.new_int_var(0, m.size, "")
    cp.add_min_equality(first_end, [end_a, end_b])
    cp.add_max_equality(last_start, [model.start[a], model.start[b]])
    cp.add(both >= first_end - last_start).only_enforce_if(_both(model, a, b))
    model.levels[PREFERENCE].append((weight, both))


def _resources(model: ExactModel) -> None:
    uses: dict[tuple[int, ...], list[Use]] = {}
    for block in model.blocks:
        for members, var in block.use.items():
            most = 1 if len(members) == 1 else len(block.slots)
            some = model.positive(var, most if model.m.res[members[0]]["pool"] == NONE else 2)
            uses.setdefault(members, []).append((block, var, some))
    for members, entries in uses.items():
        if len(members) > 1:
            _counted(model, members[0], entries, len(members))
        elif model.m.res[members[0]]["pool"] >= 0:
            _counted(model, members[0], entries, int(model.m.res[members[0]]["units"]))
        else:
            _one_at_a_time(model, members[0], entries)


def _one_at_a_time(model: ExactModel, r: int, entries: list[Use]) -> None:
    gap = int(model.m.res[r]["lead"] + model.m.res[r]["tail"])
    places = {place for block, _, _ in entries for place in model.place[block.activity]}
    if model.m.travel[np.ix_(list(places), list(places))].any():
        for one, two in combinations(entries, 2):
            a, b = one[0].activity, two[0].activity
            if a == b:
                model.cp.add(one[1] + two[1] <= 1)
            else:
                model.cp.add_bool_or(~one[2], ~two[2], _sharing(model, a, b, gap))
        return
    model.cp.add_no_overlap(
        [
            model.cp.new_optional_fixed_size_interval_var(
                model.start[block.activity], duration(model.m, block.activity) + gap, some, ""
            )
            for block, _, some in entries
        ]
    )


def _counted(model: ExactModel, r: int, entries: list[Use], units: int) -> None:
    m, cp, row = model.m, model.cp, model.m.res[r]
    intervals: list[cp_model.IntervalVar] = []
    demands: list[Any] = []
    for block, var, some in entries:
        start = model.start[block.activity] - int(row["lead"])
        size = duration(m, block.activity) + int(row["lead"] + row["tail"])
        intervals.append(cp.new_optional_fixed_size_interval_var(start, size, some, ""))
        demands.append(var * int(m.slot[block.slots[0]]["amount"]))
    if row["pool"] >= 0:
        used = model.st.used[row["pool"]]
        for first, last, level in _levels(used):
            intervals.append(cp.new_fixed_size_interval_var(first, last - first, ""))
            demands.append(min(level, units))
    cp.add_cumulative(intervals, demands, units)


def _levels(used: np.ndarray) -> list[tuple[int, int, int]]:
    """Stretches of equal use above zero."""
    edges = np.flatnonzero(np.diff(used, prepend=0, append=0))
    return [
        (int(first), int(last), int(used[first]))
        for first, last in pairwise(edges)
        if used[first] > 0
    ]


def _loads(model: ExactModel) -> None:
    """Limits and fairness of each day's load."""
    uses: dict[int, list[tuple[int, cp_model.IntVar]]] = {}
    for block in model.blocks:
        for members, var in block.use.items():
            row = model.m.res[members[0]]
            if row["max_load"] != NONE or row["fair"]:
                uses.setdefault(members[0], []).append((block.activity, var))
    for r, entries in uses.items():
        by_day: dict[int, list[tuple[int, Literal]]] = {}
        for a, var in entries:
            for day, on_day in _on_days(model, a).items():
                used = var
                if on_day is not None:
                    used = model.cp.new_bool_var("")
                    model.cp.add(used >= var + on_day - 1)
                by_day.setdefault(day, []).append((duration(model.m, a), used))
        for day, terms in by_day.items():
            _load(model, r, day, terms)


def _on_days(model: ExactModel, a: int) -> dict[int, Literal | None]:
    """A literal for each day on which the activity may start; None where there is but one."""
    m = model.m
    starts = m.dom[m.act[a]["dom_from"] : m.act[a]["dom_to"]]
    days = sorted({int(day) for day in m.day[starts]})
    if len(days) <= 1:
        return dict.fromkeys(days)
    known: dict[int, Literal | None] = {}
    for day in days:
        on_day = model.cp.new_bool_var("")
        grains = np.flatnonzero(m.day == day)
        model.cp.add_linear_constraint(
            model.start[a], int(grains[0]), int(grains[-1])
        ).only_enforce_if(on_day)
        known[day] = on_day
    model.cp.add_exactly_one([x for x in known.values() if x is not None])
    return known


def _load(model: ExactModel, r: int, day: int, terms: list[tuple[int, Literal]]) -> None:
    base = int(model.st.load[r, day])
    added = sum(length * used for length, used in terms)
    row = model.m.res[r]
    if row["max_load"] != NONE:
        model.cp.add(added <= max(0, int(row["max_load"]) - base))
    if row["fair"]:
        most = sum(length for length, _ in terms)
        costs = [int(model.m.fair_cost[min(base + x, model.m.size)]) for x in range(most + 1)]
        load, cost = model.cp.new_int_var(0, most, ""), model.cp.new_int_var(0, costs[-1], "")
        model.cp.add(load == added)
        model.cp.add_element(load, costs, cost)
        for (x0, y0), (x1, y1) in pairwise(_hull(costs)):
            model.cp.add((x1 - x0) * (cost - y0) >= (y1 - y0) * (load - x0))
        model.levels[PREFERENCE].append((1, cost))


def _hull(costs: list[int]) -> list[tuple[int, int]]:
    """The corners of the lower convex hull: what lets the solver reckon with halves of picks."""
    corners: list[tuple[int, int]] = []
    for point in enumerate(costs):
        while len(corners) > 1 and _turns_down(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return corners


def _turns_down(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def _teams(model: ExactModel) -> None:
    """Further persons in one role of one group."""
    picks: dict[int, dict[int, list[tuple[cp_model.IntVar, Block]]]] = {}
    for block in model.blocks:
        team = int(model.m.slot[block.slots[0]]["team"])
        if team != NONE:
            for members, var in block.use.items():
                picks.setdefault(team, {}).setdefault(members[0], []).append((var, block))
    for team, by_resource in picks.items():
        there = model.st.team_count[team] > 0
        fresh: list[cp_model.IntVar] = []
        for r, uses in by_resource.items():
            if not there[r]:
                serves = model.cp.new_bool_var("")
                for var, _ in uses:
                    model.cp.add(serves >= var)
                fresh.append(serves)
        more = model.cp.new_int_var(0, len(fresh), "")
        model.cp.add(more >= sum(fresh) - (0 if there.any() else 1))
        model.levels[PREFERENCE].append((int(model.m.team_weight[team]), more))


def _finals(model: ExactModel) -> None:
    """When the last activity of a group ends."""
    m = model.m
    groups = {int(m.act[a]["final"]) for a in model.free} - {NONE}
    for group in sorted(groups):
        row, ends = m.fin[group], [0]
        last = model.cp.new_int_var(0, 2 * m.size, "")
        for b in m.fin_act[row["act_from"] : row["act_to"]]:
            if int(b) in model.start:
                end = model.start[int(b)] + duration(m, int(b))
                model.cp.add(last >= end).only_enforce_if(model.present[int(b)])
            elif model.st.start[b] >= 0:
                ends.append(int(model.st.start[b]) + duration(m, int(b)))
        model.cp.add(last >= max(ends))
        model.levels[PREFERENCE].append((int(row["weight"]), last))
