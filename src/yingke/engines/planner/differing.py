"""The difference between a published plan and a new one, and who must be told of it."""

from __future__ import annotations

from .checking import picks_by_role
from .plans import Difference, Moved, Placed, Plan, Reassigned, Told
from .values import PERSON, Problem


def difference(problem: Problem, published: Plan, plan: Plan) -> Difference:
    """What the new plan changes; activities that the problem no longer has are dropped."""
    old = {p.activity: p for p in published.placed}
    new = {p.activity: p for p in plan.placed}
    known = {a.id for a in problem.activities}
    both = [name for name in new if name in old]
    moved = tuple(
        Moved(name, old[name].start, new[name].start)
        for name in both
        if old[name].start != new[name].start
    )
    reassigned = tuple(r for name in both for r in _reassigned(old[name], new[name]))
    lengthened = {n for n in both if old[n].end - old[n].start != new[n].end - new[n].start}
    changed = {m.activity for m in moved} | {r.activity for r in reassigned} | lengthened
    newly_unmet = tuple(name for name in old if name in known and name not in new)
    newly_served = tuple(name for name in new if name not in old)
    dropped = tuple(name for name in old if name not in known)
    concerned = [*(n for n in new if n in changed), *newly_unmet, *newly_served, *dropped]
    return Difference(
        moved=moved,
        reassigned=reassigned,
        newly_unmet=newly_unmet,
        newly_served=newly_served,
        dropped=dropped,
        told=_told(problem, old, new, concerned),
    )


def _reassigned(old: Placed, new: Placed) -> list[Reassigned]:
    before, after = picks_by_role(old), picks_by_role(new)
    return [
        Reassigned(old.activity, role, before.get(role, ()), after.get(role, ()))
        for role in dict.fromkeys([*before, *after])
        if sorted(before.get(role, ())) != sorted(after.get(role, ()))
    ]


def _told(
    problem: Problem, old: dict[str, Placed], new: dict[str, Placed], concerned: list[str]
) -> tuple[Told, ...]:
    """The people in the activities before and after, those attending, and the guests."""
    people = {r.id for r in problem.resources if r.kind == PERSON}
    activities = {a.id: a for a in problem.activities}
    who: dict[str, list[str]] = {}
    for name in concerned:
        hears: list[str] = []
        for side in (old, new):
            if name in side:
                hears += [p.resource for p in side[name].picks if p.resource in people]
        activity = activities.get(name)
        if activity is not None:
            hears += [*activity.required, *activity.preferred]
            hears += [activity.group] if activity.group else []
        for person in dict.fromkeys(hears):
            who.setdefault(person, []).append(name)
    return tuple(Told(person, tuple(names)) for person, names in who.items())
