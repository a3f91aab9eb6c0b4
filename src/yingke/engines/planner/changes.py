"""What can happen to a published plan, as values, and what each does to the problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .values import Activity, Group, Problem, Resource


class UnknownNameError(LookupError):
    """The change names an activity, group or resource that the problem does not have."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visit arrives earlier or later; its wishes move along, its leaving stays
    unless ``leaves`` is given."""

    group: str
    arrives: datetime
    leaves: datetime | None = None

    def apply(self, problem: Problem) -> Problem:
        group = _group(problem, self.group)
        step = self.arrives - (group.arrives or problem.start)
        later = replace(group, arrives=self.arrives, leaves=self.leaves or group.leaves)
        problem = _with_group(problem, later)
        return _each(problem, lambda a: _shifted(a, step) if a.group == self.group else a)


@dataclass(frozen=True, slots=True)
class Added:
    """An activity is added, or a visit at short notice with its activities."""

    activities: tuple[Activity, ...]
    group: Group | None = None

    def apply(self, problem: Problem) -> Problem:
        groups = (*problem.groups, self.group) if self.group else problem.groups
        return replace(problem, groups=groups, activities=(*problem.activities, *self.activities))


@dataclass(frozen=True, slots=True)
class Dropped:
    """An activity is cancelled; who had to come after it follows what it followed."""

    activity: str

    def apply(self, problem: Problem) -> Problem:
        gone = _activity(problem, self.activity)
        rest = replace(problem, activities=tuple(a for a in problem.activities if a.id != gone.id))
        return _each(rest, lambda a: _without_order(a, gone))


@dataclass(frozen=True, slots=True)
class Longer:
    """An activity takes longer, or less long, than planned: its new duration in minutes."""

    activity: str
    duration: int

    def apply(self, problem: Problem) -> Problem:
        _activity(problem, self.activity)
        return _each(
            problem, lambda a: replace(a, duration=self.duration) if a.id == self.activity else a
        )


@dataclass(frozen=True, slots=True)
class HeadCount:
    """More or fewer guests come."""

    group: str
    heads: int

    def apply(self, problem: Problem) -> Problem:
        return _with_group(problem, replace(_group(problem, self.group), heads=self.heads))


@dataclass(frozen=True, slots=True)
class Lost:
    """A person or thing drops out, from a moment on and until another, or to the end."""

    resource: str
    since: datetime | None = None
    until: datetime | None = None

    def apply(self, problem: Problem) -> Problem:
        known = {r.id for r in problem.resources}
        if self.resource not in known:
            raise UnknownNameError(self.resource)
        gone = (self.since or problem.start, self.until or problem.end)

        def lose(resource: Resource) -> Resource:
            if resource.id != self.resource:
                return resource
            return replace(resource, busy=(*resource.busy, gone))

        return replace(problem, resources=tuple(map(lose, problem.resources)))


Change = Arrival | Added | Dropped | Longer | HeadCount | Lost


def apply_changes(problem: Problem, changes: tuple[Change, ...]) -> Problem:
    """The problem after the changes, one after the other. Raises ``UnknownNameError``."""
    for change in changes:
        problem = change.apply(problem)
    return problem


def _each(problem: Problem, change: Callable[[Activity], Activity]) -> Problem:
    return replace(problem, activities=tuple(map(change, problem.activities)))


def _group(problem: Problem, name: str) -> Group:
    for group in problem.groups:
        if group.id == name:
            return group
    raise UnknownNameError(name)


def _activity(problem: Problem, name: str) -> Activity:
    for activity in problem.activities:
        if activity.id == name:
            return activity
    raise UnknownNameError(name)


def _with_group(problem: Problem, group: Group) -> Problem:
    return replace(problem, groups=tuple(group if g.id == group.id else g for g in problem.groups))


def _shifted(activity: Activity, step: timedelta) -> Activity:
    wish = activity.preferred_start
    return replace(activity, preferred_start=wish + step if wish else None)


def _without_order(activity: Activity, gone: Activity) -> Activity:
    if all(order.activity != gone.id for order in activity.after):
        return activity
    kept = [order for order in activity.after if order.activity != gone.id]
    names = {order.activity for order in kept}
    kept += [replace(order, max_gap=None) for order in gone.after if order.activity not in names]
    return replace(activity, after=tuple(kept))
