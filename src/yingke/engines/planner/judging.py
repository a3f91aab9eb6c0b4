"""Each candidate of a role at a time, beside a plan: what it would cost, or the rule against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .changes import UnknownNameError
from .checking import Sheet, Use
from .eligibility import refusal
from .plans import Cause, Judgement, Plan, Rejection
from .values import PERSON, Activity, Problem, Requirement, Resource


def judge(
    problem: Problem, plan: Plan, activity: str, role: str, *, start: datetime | None = None
) -> tuple[Judgement, ...]:
    """All resources of the kind that a role of an activity asks for, the best first.

    First those who are free, by what picking them adds to the last two levels of the score; then
    those whom something in the plan or their calendar keeps from it; then those who lack something
    for good. Judged at ``start``, or where the plan has the activity, as if the role were empty.
    Raises ``UnknownNameError`` for names that the problem does not have, or without any time.
    """
    found = next((a for a in problem.activities if a.id == activity), None)
    requirement = next((r for r in found.requires if r.role == role), None) if found else None
    entry = next((p for p in plan.placed if p.activity == activity), None)
    moment = start or (entry.start if entry else None)
    if found is None or requirement is None or moment is None:
        raise UnknownNameError(f"{activity}: {role}")
    picked = {p.resource for p in entry.picks if p.role == role} if entry else set()
    placed = [
        replace(p, picks=tuple(k for k in p.picks if k.role != role)) if p is entry else p
        for p in plan.placed
    ]
    return _Judge(problem, Sheet(problem, placed), found, requirement, moment).all(picked)


class _Judge:
    def __init__(
        self,
        problem: Problem,
        sheet: Sheet,
        activity: Activity,
        requirement: Requirement,
        moment: datetime,
    ) -> None:
        self.problem, self.sheet = problem, sheet
        self.activity, self.requirement = activity, requirement
        start = sheet.time.floor(moment)
        end = start + sheet.time.length(activity.duration)
        entry = sheet.placed.get(activity.id)
        place = sheet.place(entry) if entry else activity.place
        self.use = Use(activity.id, start, end, requirement.amount, place)
        self.seats = sheet.seats(activity, requirement)
        self.team = _team(sheet, activity, requirement)

    def all(self, picked: set[str]) -> tuple[Judgement, ...]:
        judged = [
            self._one(resource, resource.id in picked)
            for resource in self.problem.resources
            if resource.kind == self.requirement.kind
        ]
        return tuple(sorted(judged, key=lambda j: (self._rank(j), j.preference, j.cost)))

    def _rank(self, judgement: Judgement) -> int:
        if judgement.rejection is None:
            return 0
        return 1 if judgement.rejection.cause in PASSING else 2

    def _one(self, resource: Resource, picked: bool) -> Judgement:
        requirement, day = self.requirement, self.sheet.time.day_of(self.use.start)
        refused = refusal(resource, requirement, self.seats, day)
        if refused is not None:
            rejection: Rejection | None = Rejection(resource.id, *refused)
        else:
            moves = requirement.gives_place and not self.activity.place
            use = replace(self.use, place=resource.place) if moves else self.use
            rejection = in_the_way(self.sheet, resource, requirement, use)
            if rejection is None and moves:
                rejection = self._too_far(resource, use)
        own = next((c.cost for c in requirement.candidates if c.resource == resource.id), 0)
        return Judgement(
            resource=resource.id,
            preference=self._waste(resource) + self._continuity(resource) + self._load(resource),
            cost=own + resource.cost,
            rejection=rejection,
            picked=picked,
        )

    def _too_far(self, resource: Resource, use: Use) -> Rejection | None:
        """Whether guests and those who serve already would not reach the place in time."""
        sheet, entry = self.sheet, self.sheet.placed.get(self.activity.id)
        serving = entry.picks if entry else ()
        names = {*self.activity.required, *(pick.resource for pick in serving)}
        clashes = (sheet.clash(sheet.resource[name], use) for name in names)
        other = next((clash[1] for clash in clashes if clash), None) or self._guests_at(use)
        if other is None:
            return None
        return Rejection(resource.id, Cause.TOO_FAR, f"is too far from {other}", other)

    def _guests_at(self, use: Use) -> str | None:
        """What keeps the guests from going there in time."""
        group = self.sheet.group.get(self.activity.group)
        for entry in self.sheet.placed.values() if group and group.together else ():
            fellow = self.sheet.activity[entry.activity]
            if fellow.group == self.activity.group and fellow.id != use.activity:
                there = Use(fellow.id, *self.sheet.span(entry), 1, self.sheet.place(entry))
                if not self.sheet.apart(use, there, 0)[0]:
                    return fellow.id
        return None

    def _waste(self, resource: Resource) -> int:
        if self.seats <= 0:
            return 0
        return self.problem.preferences.waste * max(0, resource.seats - self.seats)

    def _continuity(self, resource: Resource) -> int:
        if not self.team or resource.id in self.team:
            return 0
        return self.problem.preferences.continuity

    def _load(self, resource: Resource) -> int:
        weight = self.problem.preferences.fairness
        if resource.kind != PERSON or not weight:
            return 0
        load = self.sheet.load(resource.id, self.sheet.time.day_of(self.use.start)) / 60
        more = (self.use.end - self.use.start) * self.sheet.time.grain / 60
        return round(weight * (load + more) ** 2) - round(weight * load**2)


PASSING = {Cause.AWAY, Cause.BUSY, Cause.TOO_FAR, Cause.OVERLOADED, Cause.USED_UP}
"""Causes that lie in the time or the rest of the plan, not in the resource."""


def _team(sheet: Sheet, activity: Activity, requirement: Requirement) -> set[str]:
    """Who serves the group in the role already, where it is to be one person throughout."""
    if not requirement.continuity or not activity.group:
        return set()
    return {
        pick.resource
        for entry in sheet.placed.values()
        if sheet.activity[entry.activity].group == activity.group
        for asked in sheet.activity[entry.activity].requires
        if asked.continuity and asked.role == requirement.role
        for pick in entry.picks
        if pick.role == asked.role
    }


def in_the_way(
    sheet: Sheet, resource: Resource, requirement: Requirement, use: Use
) -> Rejection | None:
    """What keeps a resource that could fill the role from one more use; None if nothing does."""
    if sheet.away(resource, requirement, use):
        return Rejection(resource.id, Cause.AWAY, "is away at that time")
    if resource.units == 1 and any(
        u.activity == use.activity for u in sheet.uses.get(resource.id, ())
    ):
        return Rejection(resource.id, Cause.BUSY, "serves in another role of it", use.activity)
    clash = sheet.clash(resource, use)
    if clash is not None:
        cause, other = clash
        words = {
            Cause.BUSY: f"is busy with {other}",
            Cause.TOO_FAR: f"cannot come from {other} in time",
            Cause.USED_UP: "is all in use",
        }
        return Rejection(resource.id, cause, words[cause], other)
    if resource.max_load is not None:
        minutes = (use.end - use.start) * sheet.time.grain
        if sheet.load(resource.id, sheet.time.day_of(use.start)) + minutes > resource.max_load:
            return Rejection(resource.id, Cause.OVERLOADED, "would exceed the day's load")
    return None
