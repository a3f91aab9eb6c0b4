"""What it costs to change what stands already: more, the more must be told and the sooner it is."""

from __future__ import annotations

from datetime import datetime

from .compiling import Kept
from .plans import Plan
from .timeline import Timeline
from .values import PERSON, Activity, Problem, Requirement

CONFIRMED = 3
"""A confirmed activity costs this many times what one costs that was only planned."""

URGENCY = ((60, 4), (240, 3), (1440, 2))
"""Minutes until the start, and the factor while fewer are left."""


def kept_in(problem: Problem) -> dict[str, Kept]:
    """What the problem itself says stands already."""
    time = Timeline.of(problem)
    kept: dict[str, Kept] = {}
    for activity in problem.activities:
        held = activity.held
        if held is not None:
            picks = dict(held.picks)
            start = time.floor(held.start)
            kept[activity.id] = _kept(problem, time, activity, start, picks, True, held.fixed)
    return kept


def kept_from(problem: Problem, published: Plan) -> dict[str, Kept]:
    """What stands after a plan was published: what has begun is a fact, the rest is dear."""
    time = Timeline.of(problem)
    activities = {a.id: a for a in problem.activities}
    kept = kept_in(problem)
    for entry in published.placed:
        activity = activities.get(entry.activity)
        if activity is None:
            continue
        picks: dict[str, tuple[str, ...]] = {}
        for pick in entry.picks:
            picks[pick.role] = (*picks.get(pick.role, ()), pick.resource)
        begun = entry.begun or (problem.now is not None and entry.start < problem.now)
        held = activity.held is not None and activity.held.fixed
        if held and not begun:
            continue
        start = time.floor(entry.start)
        if 0 <= start < time.size:
            kept[activity.id] = _kept(
                problem, time, activity, start, picks, entry.confirmed, begun, begun
            )
    return kept


def _kept(
    problem: Problem,
    time: Timeline,
    activity: Activity,
    start: int,
    picks: dict[str, tuple[str, ...]],
    confirmed: bool,
    frozen: bool,
    begun: bool = False,
) -> Kept:
    kinds = {r.role: r for r in activity.requires}
    people = [n for role, names in picks.items() for n in names if _is_person(kinds, role)]
    told = len(people) + len(activity.required) + len(activity.preferred) + bool(activity.group)
    factor = (CONFIRMED if confirmed else 1) * urgency(problem.now, time.moment(start))
    swap = {
        role: factor * (max(1, told) if role in kinds and kinds[role].gives_place else 2)
        for role in picks
    }
    return Kept(
        start=start,
        picks=picks,
        move_cost=factor * max(1, told),
        swap_cost=swap,
        frozen=frozen,
        begun=begun,
        confirmed=confirmed,
    )


def _is_person(kinds: dict[str, Requirement], role: str) -> bool:
    return role in kinds and kinds[role].kind == PERSON


def urgency(now: datetime | None, start: datetime) -> int:
    """How much dearer a change is that comes shortly before the start."""
    if now is None:
        return 1
    minutes = (start - now).total_seconds() / 60
    return next((factor for limit, factor in URGENCY if minutes < limit), 1)
