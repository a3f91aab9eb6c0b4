"""Whether a resource could fill a role at all, before any question of time."""

from __future__ import annotations

from datetime import date

from .plans import Cause
from .values import Activity, Problem, Requirement, Resource

Refusal = tuple[Cause, str]


def seats_needed(requirement: Requirement, activity: Activity, heads_of_group: int) -> int:
    """Seats that the role must offer; 0 where it asks for none."""
    if requirement.seats >= 0:
        return requirement.seats
    return activity.heads or heads_of_group


def refusal(
    resource: Resource, requirement: Requirement, seats: int, first_day: date
) -> Refusal | None:
    """The first lasting rule that keeps the resource out of the role, or None."""
    if resource.kind != requirement.kind:
        return Cause.KIND, f"is a {resource.kind}, not a {requirement.kind}"
    if requirement.candidates and resource.id not in {c.resource for c in requirement.candidates}:
        return Cause.NOT_NAMED, "is not among the candidates named"
    return (
        _lacks_skill(resource, requirement)
        or _lacks_certificate(resource, requirement, first_day)
        or _lacks_thing(resource, requirement)
        or _lacks_room(resource, requirement, seats)
    )


def _lacks_skill(resource: Resource, requirement: Requirement) -> Refusal | None:
    for skill, level in requirement.skills.items():
        has = resource.skills.get(skill)
        if has is None:
            return Cause.SKILL, f"lacks {skill}"
        if has < level:
            return Cause.LEVEL, f"{skill} at level {has}, not {level}"
    return None


def _lacks_certificate(
    resource: Resource, requirement: Requirement, first_day: date
) -> Refusal | None:
    for certificate in requirement.certificates:
        until = resource.certificates.get(certificate)
        if until is None:
            return Cause.CERTIFICATE, f"has no {certificate}"
        if until < first_day:
            return Cause.EXPIRED, f"{certificate} expired on {until.isoformat()}"
    return None


def _lacks_thing(resource: Resource, requirement: Requirement) -> Refusal | None:
    for language in requirement.languages:
        if language not in resource.languages:
            return Cause.LANGUAGE, f"does not speak {language}"
    for thing in requirement.kit:
        if thing not in resource.kit:
            return Cause.KIT, f"has no {thing}"
    return None


def _lacks_room(resource: Resource, requirement: Requirement, seats: int) -> Refusal | None:
    if requirement.site and resource.site != requirement.site:
        return Cause.SITE, f"is at {resource.site or 'no site'}, not at {requirement.site}"
    if resource.seats < seats:
        return Cause.TOO_SMALL, f"{resource.seats} seats for {seats} heads"
    if resource.units < requirement.amount:
        return Cause.USED_UP, f"{resource.units} of {requirement.amount}"
    return None


def valid_until(resource: Resource, requirement: Requirement) -> date | None:
    """The last day on which all certificates that the role asks for are valid."""
    days = [resource.certificates[c] for c in requirement.certificates]
    return min(days) if days else None


def priority(activity: Activity, tiers: dict[str, int]) -> int:
    """What it costs to leave the activity unserved: its own priority, else by the visit's tier."""
    if activity.priority > 0:
        return activity.priority
    return max(1, 100 * (6 - min(tiers.get(activity.group, 3), 5)))


def tiers_of(problem: Problem) -> dict[str, int]:
    return {group.id: group.tier for group in problem.groups}
