"""The problem of a change: only what stood before is asked for again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.values import Facts, Item
from yingke.engines.planner import Activity, Placed, Problem, Requirement

KEPT = ".kept."


def as_before(problem: Problem, before: Facts) -> Problem:
    """Without needs that were open before the change: nothing is moved to meet those.

    An item that is only now added keeps all of its needs.
    """
    items = {f"i{item.id}": item for stay in before.stays for item in stay.items}
    return replace(
        problem,
        activities=tuple(
            _as_before(one, items[one.id]) if one.id in items else one for one in problem.activities
        ),
    )


def near_its_times(problem: Problem, standing: Iterable[Placed]) -> Problem:
    """With each item as near as can be to where it stands."""
    starts = {entry.activity: entry.start for entry in standing}
    return replace(
        problem,
        activities=tuple(
            replace(one, preferred_start=starts.get(one.id, one.preferred_start))
            for one in problem.activities
        ),
    )


def _as_before(activity: Activity, item: Item) -> Activity:
    left = Counter([one.role for one in item.people] + [one.kind for one in item.bookings])
    left.subtract(problems.what_of(one.role) for one in activity.requires if KEPT in one.role)
    requires: list[Requirement] = []
    for one in activity.requires:
        what = problems.what_of(one.role)
        count = one.count if KEPT in one.role else min(one.count, left[what])
        if KEPT not in one.role:
            left[what] -= max(count, 0)
        if count > 0:
            requires.append(replace(one, count=count))
    return replace(activity, requires=tuple(requires))
