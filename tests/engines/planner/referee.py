"""A second reading of the hard rules, in minutes and on the values alone.

It shares no code with the planner and knows what its tests generate: lengths are whole grains.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from yingke.engines.planner import Activity, Placed, Plan, Problem, Requirement, Resource


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Each hard rule that the plan breaks, in words."""
    return [*_single(problem, plan), *_shared(problem, plan), *_loads(problem, plan)]


def unmet_cost(problem: Problem, plan: Plan) -> int:
    """What is not served, by priorities, tiers and costs of empty optional roles."""
    served = {p.activity: p for p in plan.placed}
    tier = {g.id: g.tier for g in problem.groups}
    total = 0
    for activity in problem.activities:
        if activity.id not in served:
            total += activity.priority or 100 * (6 - min(tier.get(activity.group, 3), 5))
            continue
        for role in activity.requires:
            filled = sum(p.role == role.role for p in served[activity.id].picks)
            total += (role.count - filled) * role.unmet_cost
    return total


def _single(problem: Problem, plan: Plan) -> Iterator[str]:
    activities = {a.id: a for a in problem.activities}
    groups = {g.id: g for g in problem.groups}
    served = {p.activity: p for p in plan.placed}
    for entry in plan.placed:
        activity, group = activities[entry.activity], groups.get(activities[entry.activity].group)
        if entry.end - entry.start != timedelta(minutes=activity.duration):
            yield f"{entry.activity}: wrong length"
        windows = activity.windows or ((problem.start, problem.end),)
        if not any(a <= entry.start and entry.end <= b for a, b in windows):
            yield f"{entry.activity}: outside its windows"
        if group and group.arrives and entry.start < group.arrives:
            yield f"{entry.activity}: before the arrival"
        if group and group.leaves and entry.end > group.leaves:
            yield f"{entry.activity}: after the departure"
        for order in activity.after:
            before = served.get(order.activity)
            gap = (entry.start - before.end) / timedelta(minutes=1) if before else order.min_gap
            if gap < order.min_gap or (order.max_gap is not None and gap > order.max_gap):
                yield f"{entry.activity}: not due after {order.activity}"
        heads = activity.heads or (group.heads if group else 0)
        for role in activity.requires:
            yield from _role(problem, entry, role, heads)


def _role(problem: Problem, entry: Placed, role: Requirement, heads: int) -> Iterator[str]:
    resources = {r.id: r for r in problem.resources}
    picks = [resources[p.resource] for p in entry.picks if p.role == role.role]
    if len(picks) != role.count and not role.optional:
        yield f"{entry.activity}: {len(picks)} of {role.count} as {role.role}"
    for resource in picks:
        seats = heads if role.seats < 0 else role.seats
        fits = (
            resource.kind == role.kind
            and all(resource.skills.get(s, 0) >= level for s, level in role.skills.items())
            and all(
                c in resource.certificates and resource.certificates[c] >= entry.end.date()
                for c in role.certificates
            )
            and set(role.languages) <= set(resource.languages)
            and set(role.kit) <= set(resource.kit)
            and (not role.site or role.site == resource.site)
            and resource.seats >= seats
            and (not role.candidates or resource.id in {c.resource for c in role.candidates})
        )
        if not fits:
            yield f"{entry.activity}: {resource.id} cannot be its {role.role}"
        if not _is_there(resource, entry.start, entry.end):
            yield f"{entry.activity}: {resource.id} is away"


def _is_there(resource: Resource, start: datetime, end: datetime) -> bool:
    within = not resource.available or any(a <= start and end <= b for a, b in resource.available)
    return within and not any(start < b and a < end for a, b in resource.busy)


def _shared(problem: Problem, plan: Plan) -> Iterator[str]:
    activities = {a.id: a for a in problem.activities}
    ways = {(t.origin, t.target): t.minutes for t in problem.travel}
    ways |= {(b, a): m for (a, b), m in ways.items() if (b, a) not in ways}
    for one, two in combinations(sorted(plan.placed, key=lambda p: p.start), 2):
        first, second = activities[one.activity], activities[two.activity]
        way = ways.get((_place(problem, first, one), _place(problem, second, two)), 0)
        between = (two.start - one.end) / timedelta(minutes=1) - way
        together = {g.id for g in problem.groups if g.together}
        if first.group == second.group and first.group in together and between < 0:
            yield f"{first.id}, {second.id}: the guests cannot be at both"
        both = {p.resource for p in one.picks} & {p.resource for p in two.picks}
        for resource in problem.resources:
            buffer = resource.before + resource.after
            if resource.id in both and resource.units == 1 and between < buffer:
                yield f"{first.id}, {second.id}: {resource.id} is needed at both"


def _place(problem: Problem, activity: Activity, entry: Placed) -> str:
    giving = {r.role for r in activity.requires if r.gives_place}
    places = {r.id: r.place for r in problem.resources}
    given = (places[p.resource] for p in entry.picks if p.role in giving)
    return activity.place or next(given, "")


def _loads(problem: Problem, plan: Plan) -> Iterator[str]:
    for resource in problem.resources:
        days: dict[object, float] = {}
        for entry in plan.placed:
            uses = sum(p.resource == resource.id for p in entry.picks)
            minutes = (entry.end - entry.start) / timedelta(minutes=1)
            days[entry.start.date()] = days.get(entry.start.date(), 0) + uses * minutes
        if resource.max_load is not None and max(days.values(), default=0) > resource.max_load:
            yield f"{resource.id}: overloaded"
