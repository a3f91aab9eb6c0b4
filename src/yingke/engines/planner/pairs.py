"""What ties two activities to each other: shared participants, order, and one group's end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import numpy as np

from .arrays import NONE, Columns
from .timeline import Timeline
from .values import Problem

HARD_COUNT, GAP, SOFT = range(3)


def _table(rows: Iterable[Iterable[int]], columns: int) -> list[np.ndarray]:
    """Columns of rows of whole numbers; empty columns for no rows."""
    joined = np.array(list(rows), dtype=np.int64).reshape(-1, columns)
    return [joined[:, i] for i in range(columns)]


def _pointers(firsts: np.ndarray, count: int) -> np.ndarray:
    return np.searchsorted(firsts, np.arange(count + 1)).astype(np.int64)


def pair_lists(
    problem: Problem,
    time: Timeline,
    is_plain: Callable[[str], bool],
    resource_number: Mapping[str, int],
) -> Columns:
    """For each activity the others with which it shares participants, both ways."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for members in _together(problem):
        for pair in combinations(members, 2):
            pairs.setdefault(pair, [0, 0, 0])[HARD_COUNT] += 1
    needed, wished = _attendance(problem)
    for name, members in needed.items():
        if is_plain(name):
            resource = problem.resources[resource_number[name]]
            gap = time.length(resource.before) + time.length(resource.after)
            for pair in combinations(members, 2):
                entry = pairs.setdefault(pair, [0, 0, 0])
                entry[HARD_COUNT] += 1
                entry[GAP] = max(entry[GAP], gap)
    weight = problem.preferences.conflict
    for name, wishes in wished.items() if weight else ():
        must = set(needed.get(name, ()))
        for pair in combinations(sorted(must.union(wishes)), 2):
            if not must.issuperset(pair):
                pairs.setdefault(pair, [0, 0, 0])[SOFT] += weight
    rows = [(a, b, *entry) for (a, b), entry in pairs.items()]
    rows += [(b, a, *entry) for (a, b), entry in pairs.items()]
    first, second, hard, gap_column, soft = _table(sorted(rows), 5)
    return {
        "act.pair_ptr": _pointers(first, len(problem.activities)),
        "pair.b": second.astype(np.int64),
        "pair.hard": hard.astype(np.int64),
        "pair.gap": gap_column.astype(np.int64),
        "pair.soft": soft,
    }


def _together(problem: Problem) -> list[list[int]]:
    members: dict[str, list[int]] = {g.id: [] for g in problem.groups if g.together}
    for number, activity in enumerate(problem.activities):
        if activity.group in members:
            members[activity.group].append(number)
    return list(members.values())


def _attendance(problem: Problem) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Activities by attendee: those that need him, and those that would like him."""
    needed: dict[str, list[int]] = {}
    wished: dict[str, list[int]] = {}
    for number, activity in enumerate(problem.activities):
        for name in dict.fromkeys(activity.required):
            needed.setdefault(name, []).append(number)
        for name in dict.fromkeys(activity.preferred):
            if name not in activity.required:
                wished.setdefault(name, []).append(number)
    return needed, wished


def link_lists(problem: Problem, time: Timeline, activity_number: Mapping[str, int]) -> Columns:
    """The order between activities, listed at both ends."""
    rows: list[tuple[int, int, int, int, int]] = []
    for number, activity in enumerate(problem.activities):
        for order in activity.after:
            other = activity_number[order.activity]
            least = time.length(order.min_gap)
            most = NONE if order.max_gap is None else order.max_gap // time.grain
            rows.append((other, number, 1, least, most))
            rows.append((number, other, 0, least, most))
    owner, other_end, first, least_column, most_column = _table(sorted(rows), 5)
    return {
        "act.link_ptr": _pointers(owner, len(problem.activities)),
        "link.b": other_end.astype(np.int64),
        "link.first": first.astype(np.int64),
        "link.least": least_column.astype(np.int64),
        "link.most": most_column.astype(np.int64),
    }


def final_lists(problem: Problem) -> Columns:
    """Groups whose last end costs, with their activities."""
    counted = {g.id: i for i, g in enumerate(g for g in problem.groups if g.finish > 0)}
    final = [counted.get(a.group, NONE) for a in problem.activities]
    rows = sorted((group, number) for number, group in enumerate(final) if group != NONE)
    groups, members = _table(rows, 2)
    return {
        "act.final": np.array(final, dtype=np.int64),
        "fin.act_ptr": _pointers(groups, len(counted)),
        "fin_act": members.astype(np.int64),
        "fin.weight": np.array([g.finish for g in problem.groups if g.finish > 0], dtype=np.int64),
    }
