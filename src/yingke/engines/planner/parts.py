"""Parts of a problem that share nothing, found and solved apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from .candidates import Choices
from .timeline import Timeline
from .values import Activity, Problem

Task = TypeVar("Task")
Result = TypeVar("Result")


class Executor(Protocol):
    """What solves the parts: ``concurrent.futures`` executors fit, as does any job queue."""

    def map(self, fn: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[Result]:
        """Apply ``fn`` to each task; results in the order of the tasks. All can be pickled."""
        ...


class InProcess:
    """Solves one part after the other, here."""

    def map(self, fn: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[Result]:
        return map(fn, tasks)


def split(problem: Problem) -> list[Problem]:
    """The problem in parts that share no group, no order and no resource on the same day.

    Parts keep the order of the activities; a part's resources are those that it could use.
    """
    time = Timeline.of(problem)
    choices = Choices(problem, time, {g.id: g for g in problem.groups})
    forest = _Forest()
    reach: dict[str, set[str]] = {}
    for activity in problem.activities:
        node: object = ("activity", activity.id)
        reach[activity.id] = _resources(problem, choices, activity)
        days = _days(problem, time, activity)
        for name in reach[activity.id]:
            for day in days:
                forest.join(node, (name, day))
        if activity.group:
            forest.join(node, ("group", activity.group))
        for order in activity.after:
            forest.join(node, ("activity", order.activity))
    members: dict[object, list[Activity]] = {}
    for activity in problem.activities:
        members.setdefault(forest.root(("activity", activity.id)), []).append(activity)
    if len(members) <= 1:
        return [problem]
    return [_part(problem, activities, reach) for activities in members.values()]


def _resources(problem: Problem, choices: Choices, activity: Activity) -> set[str]:
    names = {*activity.required, *activity.preferred}
    for which in range(len(activity.requires)):
        names.update(problem.resources[r].id for r in choices.of(activity, which).resources)
    if activity.held is not None:
        names.update(name for picks in activity.held.picks.values() for name in picks)
    return names


def _days(problem: Problem, time: Timeline, activity: Activity) -> range:
    """The days on which the activity may use something, buffers and travel included."""
    windows = activity.windows or ((problem.start, problem.end),)
    slack = max((r.before + r.after for r in problem.resources), default=0)
    slack += max((t.minutes for t in problem.travel), default=0)
    wide = timedelta(minutes=slack)
    first = min(w[0] for w in windows) - wide
    last = max(w[1] for w in windows) + wide - timedelta(minutes=1)
    if activity.held is not None:
        first = min(first, activity.held.start - wide)
        last = max(last, activity.held.start + timedelta(minutes=activity.duration) + wide)
    return range(first.date().toordinal(), last.date().toordinal() + 1)


def _part(problem: Problem, activities: list[Activity], reach: dict[str, set[str]]) -> Problem:
    names = set().union(*(reach[a.id] for a in activities))
    groups = {a.group for a in activities}
    return replace(
        problem,
        activities=tuple(activities),
        groups=tuple(g for g in problem.groups if g.id in groups),
        resources=tuple(r for r in problem.resources if r.id in names),
    )


class _Forest:
    """Disjoint sets."""

    def __init__(self) -> None:
        self.parent: dict[object, object] = {}

    def root(self, node: object) -> object:
        self.parent.setdefault(node, node)
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, a: object, b: object) -> None:
        self.parent[self.root(a)] = self.root(b)
