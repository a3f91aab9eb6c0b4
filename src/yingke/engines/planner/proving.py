"""Whether a way out holds: the activity is placed as it says, in the problem that it relaxes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .arrays import UNMET
from .checking import Sheet, picks_by_role
from .compiling import compile_problem
from .disturbance import kept_in
from .plans import Limits, Placed, Relaxation
from .search import Search, Share
from .values import Activity, Candidate, Group, Held, Problem, Requirement, Resource

EFFORT = Limits(seconds=5.0, effort=1)


def holds(sheet: Sheet, activity: Activity, way: Relaxation) -> bool:
    """Solve the relaxed problem around the activity; all else that is near stays as planned."""
    if way.start is None:
        return False
    wanted = _relaxed(activity, way, way.start)
    problem = _around(sheet, wanted, way)
    search = Search(compile_problem(problem, kept_in(problem)), Share(EFFORT, 1.0), _unserved)
    search.run()
    return not search.total[UNMET]


def _unserved(search: Search, _phase: str) -> bool:
    return bool(search.total[UNMET] > 0)


def _relaxed(activity: Activity, way: Relaxation, start: datetime) -> Activity:
    """The activity at the time of the way, asking for what the way leaves to ask for."""
    roles: list[Requirement] = []
    for role in activity.requires:
        if role.role != way.role:
            roles += [] if role.optional else [role]
        elif way.resource:
            roles += _with(role, way)
        elif role.count > way.lacking:
            roles.append(replace(role, count=role.count - way.lacking, optional=False))
    end = start + timedelta(minutes=activity.duration)
    return replace(activity, windows=((start, end),), requires=tuple(roles), held=None)


def _with(role: Requirement, way: Relaxation) -> list[Requirement]:
    """The role with the resource that the way names in one of its places, whatever it lacks."""
    one = Requirement(
        role.role,
        role.kind,
        amount=role.amount,
        candidates=(Candidate(way.resource),),
        gives_place=role.gives_place,
    )
    if role.count == 1:
        return [one]
    besides = f"{role.role}, the others"
    rest = replace(role, role=besides, count=role.count - 1, gives_place=False, optional=False)
    return [one, rest]


def _around(sheet: Sheet, wanted: Activity, way: Relaxation) -> Problem:
    """The activity free, its visit too if the way places it anew, and who is near as it stands."""
    problem, group = sheet.problem, sheet.group.get(wanted.group)
    first, last = wanted.windows[0]
    free = {wanted.id}
    if way.rearranged and group is not None:
        free |= {a.id for a in problem.activities if a.group == group.id}
        first, last = group.arrives or problem.start, group.leaves or problem.end
    activities, far = [wanted], []
    for entry in sheet.placed.values():
        activity = sheet.activity[entry.activity]
        if entry.activity in {wanted.id, way.activity}:
            continue
        if entry.activity in free:
            activities.append(replace(activity, held=None))
        elif _is_near(sheet, entry, first, last) or _are_linked(activity, wanted):
            picks = Held(entry.start, picks_by_role(entry))
            activities.append(replace(activity, held=picks))
        else:
            far.append(entry)
    return replace(
        problem,
        activities=tuple(_ordered(a, {b.id for b in activities}) for a in activities),
        groups=tuple(_open(g, wanted) for g in problem.groups),
        resources=tuple(_less_loaded(sheet, r, far, first) for r in problem.resources),
    )


def _is_near(sheet: Sheet, entry: Placed, first: datetime, last: datetime) -> bool:
    """Whether buffers and travel let the entry matter to what lies between."""
    problem = sheet.problem
    slack = max((r.before + r.after for r in problem.resources), default=0) + problem.grain
    slack += max((t.minutes for t in problem.travel), default=0) + problem.grain
    wide = timedelta(minutes=slack)
    return entry.start < last + wide and first - wide < entry.end


def _are_linked(one: Activity, two: Activity) -> bool:
    return any(o.activity == two.id for o in one.after) or any(
        o.activity == one.id for o in two.after
    )


def _ordered(activity: Activity, names: set[str]) -> Activity:
    """With its orders to those who are there."""
    return replace(activity, after=tuple(o for o in activity.after if o.activity in names))


def _open(group: Group, wanted: Activity) -> Group:
    """The wanted activity's group stays long enough for it."""
    first, last = wanted.windows[0]
    if group.id != wanted.group:
        return group
    arrives = min(group.arrives, first) if group.arrives else None
    return replace(group, arrives=arrives, leaves=max(group.leaves, last) if group.leaves else None)


def _less_loaded(sheet: Sheet, resource: Resource, far: list[Placed], day: datetime) -> Resource:
    """What the day's load still allows when those who are far are left out."""
    if resource.max_load is None:
        return resource
    minutes = sum(
        int((entry.end - entry.start).total_seconds() // 60)
        for entry in far
        if entry.start.date() == day.date()
        for pick in entry.picks
        if pick.resource == resource.id
    )
    return replace(resource, max_load=max(0, resource.max_load - minutes))
