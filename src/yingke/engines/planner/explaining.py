"""Why each pick, why not the others, and the cheapest way out of what is unmet."""

from __future__ import annotations

from dataclasses import replace

from .checking import Sheet, Use, picks_by_role
from .eligibility import refusal
from .judging import in_the_way
from .plans import Cause, Pick, Placed, Plan, Rejection, Unmet
from .relaxing import relaxations
from .values import Activity, Problem, Requirement, Resource

MOST_UNMET = 12
"""Ways out are sought for so many unmet parts, the dearest first."""


def explained(
    problem: Problem,
    plan: Plan,
    kept: set[str],
    only: set[str] | None = None,
    most: int = MOST_UNMET,
) -> Plan:
    """The plan with reasons, rejections and relaxations.

    ``kept`` names activities that stand as published; ``only`` limits the work to the activities
    that it names. Relaxations, which take long in a large problem, are for ``most`` unmet parts.
    """
    writer = _Writer(problem, plan, kept)
    placed = tuple(
        writer.placed(entry) if only is None or entry.activity in only else entry
        for entry in plan.placed
    )
    dearest = sorted(plan.unmet, key=lambda u: -u.cost)[:most]
    unmet = tuple(
        writer.unmet(u) if u in dearest and (only is None or u.activity in only) else u
        for u in plan.unmet
    )
    return replace(plan, placed=placed, unmet=unmet)


class _Writer:
    def __init__(self, problem: Problem, plan: Plan, kept: set[str]) -> None:
        self.problem, self.kept = problem, kept
        self.sheet = Sheet(problem, plan.placed)
        self.picked: dict[tuple[str, str], dict[str, int]] = {}
        for entry in plan.placed:
            group = self.sheet.activity[entry.activity].group
            for pick in entry.picks:
                counts = self.picked.setdefault((group, pick.role), {})
                counts[pick.resource] = counts.get(pick.resource, 0) + 1
        self.refused: dict[tuple[object, ...], list[Rejection]] = {}

    def placed(self, entry: Placed) -> Placed:
        activity = self.sheet.activity[entry.activity]
        roles = {r.role: r for r in activity.requires}
        rejected = {
            role: self._rejected(entry, activity, requirement, set(chosen))
            for role, chosen in picks_by_role(entry).items()
            if (requirement := roles.get(role)) is not None
        }
        picks = tuple(
            replace(
                pick,
                reason=self._reason(entry, activity, roles.get(pick.role), pick, rejected),
                rejected=tuple(rejected.get(pick.role, ())),
            )
            for pick in entry.picks
        )
        return replace(entry, picks=picks)

    def _reason(
        self,
        entry: Placed,
        activity: Activity,
        requirement: Requirement | None,
        pick: Pick,
        rejected: dict[str, list[Rejection]],
    ) -> str:
        if entry.begun:
            return "has begun and stays"
        if activity.held is not None and activity.held.fixed:
            return "fixed"
        if entry.activity in self.kept:
            return "stays as published"
        others = [r for r in rejected.get(pick.role, []) if r.cause is Cause.WORSE]
        if not others:
            return "the only candidate who is free"
        counts = self.picked.get((activity.group, pick.role), {})
        if requirement and requirement.continuity and counts.get(pick.resource, 0) > 1:
            return f"serves {activity.group} as {pick.role} throughout"
        return f"best of {len(others) + 1} that are free"

    def _rejected(
        self, entry: Placed, activity: Activity, requirement: Requirement, chosen: set[str]
    ) -> list[Rejection]:
        start, end = self.sheet.span(entry)
        place = self.sheet.place(entry)
        use = Use(activity.id, start, end, requirement.amount, place)
        found = [r for r in self._lasting(activity, requirement, start) if r.resource not in chosen]
        out = {r.resource for r in found} | chosen
        for resource in self.problem.resources:
            if resource.kind != requirement.kind or not _could(resource, requirement):
                continue
            if resource.id not in out:
                own = replace(use, place=resource.place) if requirement.gives_place else use
                found.append(self._passing(resource, requirement, own))
        return found

    def _lasting(self, activity: Activity, requirement: Requirement, start: int) -> list[Rejection]:
        """Rejections that do not depend on the plan, reckoned once for like roles."""
        seats, day = self.sheet.seats(activity, requirement), self.sheet.time.day_of(start)
        key = (id(requirement), seats, day)
        if key not in self.refused:
            self.refused[key] = [
                Rejection(resource.id, refused[0], refused[1])
                for resource in self.problem.resources
                if resource.kind == requirement.kind
                and _could(resource, requirement)
                and (refused := refusal(resource, requirement, seats, day)) is not None
            ]
        return self.refused[key]

    def _passing(self, resource: Resource, requirement: Requirement, use: Use) -> Rejection:
        """Why a candidate that could fill the role does not, in this plan."""
        return in_the_way(self.sheet, resource, requirement, use) or Rejection(
            resource.id, Cause.WORSE, "could, at a worse score"
        )

    def unmet(self, unmet: Unmet) -> Unmet:
        ways = relaxations(self.sheet, unmet)
        if unmet.role:
            reason = f"nobody is free as {unmet.role}"
        else:
            reason = "cannot be placed beside what matters more"
        return replace(unmet, reason=reason, relaxations=tuple(ways))


def _could(resource: Resource, requirement: Requirement) -> bool:
    """Whether the resource is worth a word: it is named, or has a skill that the role asks for."""
    if requirement.candidates:
        return any(c.resource == resource.id for c in requirement.candidates)
    return not requirement.skills or any(s in resource.skills for s in requirement.skills)
