"""What is wrong with a problem, all at once, each with its JSON path and a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from .checking import Violation, violations
from .issues import Issue
from .plans import Pick, Placed, Plan
from .timeline import Timeline
from .values import Activity, Problem, Requirement, Span

Issues = Iterator[Issue]
MINUTES_OF_A_DAY = 1440
MOST_GRAINS = 200_000
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that the problem declares; without declared skills, those that anyone has."""

    time: Timeline
    activities: frozenset[str]
    groups: frozenset[str]
    resources: frozenset[str]
    skills: frozenset[str]

    @classmethod
    def of(cls, problem: Problem) -> Known:
        skills = problem.skills or (skill for r in problem.resources for skill in r.skills)
        return cls(
            Timeline.of(problem),
            frozenset(a.id for a in problem.activities),
            frozenset(g.id for g in problem.groups),
            frozenset(r.id for r in problem.resources),
            frozenset(skills),
        )


def issues_of(problem: Problem) -> list[Issue]:
    """All issues; rules among held parts are judged only when the rest is sound."""
    issues = list(_horizon(problem))
    if issues:
        return issues
    issues += _names(problem)
    issues += _groups(problem)
    issues += _resources(problem)
    known = Known.of(problem)
    for number, activity in enumerate(problem.activities):
        issues += _activity(known, activity, f"$.activities[{number}]")
    issues += _travel(problem)
    for field in fields(problem.preferences):
        weight = getattr(problem.preferences, field.name)
        issues += _at_least(f"$.preferences.{field.name}", weight, 0, "A weight")
    if not issues:
        issues += _cycles(problem)
        issues += _held(problem)
    return issues


def warnings_of(problem: Problem) -> list[Issue]:
    """What a sound problem says in vain: windows in which their activity has no room."""
    time = Timeline.of(problem)
    text = "The activity has no room in this window, which is left out."
    found: list[Issue] = []
    for n, activity in enumerate(problem.activities):
        for k, window in enumerate(activity.windows):
            first, last = time.inside(window)
            if last - first < time.length(activity.duration):
                found.append(Issue(f"$.activities[{n}].windows[{k}]", text))
    return found


def unlike_moments(problem: Problem, plan: Plan) -> list[Issue]:
    """Moments of a plan that cannot be compared with those of the problem."""
    aware = problem.start.tzinfo is not None
    text = "The moments of the plan and the problem: either all have an offset from UTC, or none."
    return [
        Issue(f"$.placed[{n}].{key}", text)
        for n, entry in enumerate(plan.placed)
        for key, moment in (("start", entry.start), ("end", entry.end))
        if (moment.tzinfo is not None) != aware
    ]


def _minutes(window: Span) -> float:
    return (window[1] - window[0]).total_seconds() / 60


def _horizon(problem: Problem) -> Issues:
    if problem.grain < 1 or MINUTES_OF_A_DAY % problem.grain:
        yield Issue("$.grain", f"{problem.grain} minutes do not divide a day evenly.")
        return
    moments = list(_moments(problem))
    aware = {moment.tzinfo is not None for _, moment in moments}
    if len(aware) > 1:
        odd = problem.start.tzinfo is None
        path = next(path for path, moment in moments if (moment.tzinfo is not None) == odd)
        yield Issue(path, "Either all moments have an offset from UTC, or none has.")
        return
    far = next((path for path, moment in moments if moment.year not in YEARS), None)
    if far is not None:
        yield Issue(far, f"The year must lie between {YEARS[0]} and {YEARS[-1]}.")
    elif problem.end <= problem.start:
        yield Issue("$.end", "The horizon ends before it starts.")
    elif (problem.end - problem.start).total_seconds() / 60 / problem.grain > MOST_GRAINS:
        yield Issue("$.end", f"The horizon has more than {MOST_GRAINS} grains; use a larger grain.")


def _moments(problem: Problem) -> Iterator[tuple[str, datetime]]:
    yield "$.start", problem.start
    yield "$.end", problem.end
    if problem.now:
        yield "$.now", problem.now
    for n, group in enumerate(problem.groups):
        for key, moment in (("arrives", group.arrives), ("leaves", group.leaves)):
            if moment:
                yield f"$.groups[{n}].{key}", moment
    yield from _activity_moments(problem)
    for n, resource in enumerate(problem.resources):
        for key, spans in (("available", resource.available), ("busy", resource.busy)):
            for k, span in enumerate(spans):
                yield from ((f"$.resources[{n}].{key}[{k}]", moment) for moment in span)


def _activity_moments(problem: Problem) -> Iterator[tuple[str, datetime]]:
    for n, activity in enumerate(problem.activities):
        path = f"$.activities[{n}]"
        for k, span in enumerate(activity.windows):
            yield from ((f"{path}.windows[{k}]", moment) for moment in span)
        if activity.preferred_start:
            yield f"{path}.preferred_start", activity.preferred_start
        if activity.held:
            yield f"{path}.held.start", activity.held.start


def _names(problem: Problem) -> Issues:
    for key, names in (
        ("activities", [a.id for a in problem.activities]),
        ("groups", [g.id for g in problem.groups]),
        ("resources", [r.id for r in problem.resources]),
    ):
        seen: set[str] = set()
        for number, name in enumerate(names):
            if not name:
                yield Issue(f"$.{key}[{number}].id", "The id is empty.")
            elif name in seen:
                yield Issue(f"$.{key}[{number}].id", f"“{name}” is used twice.")
            seen.add(name)


def _spans(path: str, spans: tuple[Span, ...], what: str) -> Issues:
    for number, (first, last) in enumerate(spans):
        if last <= first:
            yield Issue(f"{path}[{number}]", f"The {what} ends before it starts.")


def _at_least(path: str, value: int, least: int, what: str) -> Issues:
    if value < least:
        yield Issue(path, f"{what} must be at least {least}, not {value}.")


def _groups(problem: Problem) -> Issues:
    for number, group in enumerate(problem.groups):
        path = f"$.groups[{number}]"
        if group.arrives and group.leaves and group.leaves <= group.arrives:
            yield Issue(f"{path}.leaves", "The group leaves before it arrives.")
        yield from _at_least(f"{path}.tier", group.tier, 1, "The tier")
        yield from _at_least(f"{path}.heads", group.heads, 0, "The head-count")
        yield from _at_least(f"{path}.finish", group.finish, 0, "A cost")


def _resources(problem: Problem) -> Issues:
    known = set(problem.skills)
    for number, resource in enumerate(problem.resources):
        path = f"$.resources[{number}]"
        yield from _spans(f"{path}.available", resource.available, "available time")
        yield from _spans(f"{path}.busy", resource.busy, "busy time")
        yield from _at_least(f"{path}.units", resource.units, 1, "The number of units")
        yield from _at_least(f"{path}.before", resource.before, 0, "A buffer")
        yield from _at_least(f"{path}.after", resource.after, 0, "A buffer")
        yield from _at_least(f"{path}.max_load", resource.max_load or 0, 0, "The load")
        yield from _at_least(f"{path}.cost", resource.cost, 0, "A cost")
        for skill in resource.skills:
            if known and skill not in known:
                yield Issue(f"{path}.skills.{skill}", f"The skill “{skill}” is not declared.")


def _activity(known: Known, activity: Activity, path: str) -> Issues:
    time = known.time
    yield from _at_least(f"{path}.duration", activity.duration, 1, "The duration")
    yield from _at_least(f"{path}.heads", activity.heads, 0, "The head-count")
    yield from _spans(f"{path}.windows", activity.windows, "window")
    if time.length(activity.duration) > time.size:
        yield Issue(f"{path}.duration", "The activity is longer than the horizon.")
    if activity.windows and all(0 < _minutes(w) < activity.duration for w in activity.windows):
        yield Issue(f"{path}.windows", "No window is as long as the activity.")
    if activity.group and activity.group not in known.groups:
        yield Issue(f"{path}.group", f"There is no group “{activity.group}”.")
    yield from _orders(known, activity, path)
    yield from _attendees(known, activity, path)
    roles: set[str] = set()
    for number, requirement in enumerate(activity.requires):
        where = f"{path}.requires[{number}]"
        if requirement.role in roles:
            yield Issue(f"{where}.role", f"The role “{requirement.role}” is asked for twice.")
        roles.add(requirement.role)
        yield from _requirement(known, requirement, where)
    yield from _held_form(known, activity, f"{path}.held")


def _orders(known: Known, activity: Activity, path: str) -> Issues:
    for number, order in enumerate(activity.after):
        where = f"{path}.after[{number}]"
        if order.activity not in known.activities:
            yield Issue(f"{where}.activity", f"There is no activity “{order.activity}”.")
        yield from _at_least(f"{where}.min_gap", order.min_gap, 0, "The gap")
        if order.max_gap is not None and order.max_gap < order.min_gap:
            yield Issue(f"{where}.max_gap", "The largest gap is smaller than the least one.")


def _attendees(known: Known, activity: Activity, path: str) -> Issues:
    for key, people in (("required", activity.required), ("preferred", activity.preferred)):
        for number, name in enumerate(people):
            if name not in known.resources:
                where = f"{path}.attendees.{key}[{number}]"
                yield Issue(where, f"There is no resource “{name}”.")


def _requirement(known: Known, requirement: Requirement, path: str) -> Issues:
    yield from _at_least(f"{path}.count", requirement.count, 1, "The number")
    yield from _at_least(f"{path}.amount", requirement.amount, 1, "The amount")
    yield from _at_least(f"{path}.unmet_cost", requirement.unmet_cost, 0, "A cost")
    for skill in requirement.skills:
        if skill not in known.skills:
            yield Issue(f"{path}.skills.{skill}", f"The skill “{skill}” is unknown.")
    for number, candidate in enumerate(requirement.candidates):
        if candidate.resource not in known.resources:
            where = f"{path}.candidates[{number}].resource"
            yield Issue(where, f"There is no resource “{candidate.resource}”.")
        yield from _at_least(f"{path}.candidates[{number}].cost", candidate.cost, 0, "A cost")


def _held_form(known: Known, activity: Activity, path: str) -> Issues:
    held = activity.held
    if held is None:
        return
    time = known.time
    if time.moment(time.floor(held.start)) != held.start:
        yield Issue(f"{path}.start", f"The start is not on the grid of {time.grain} minutes.")
    end = time.floor(held.start) + time.length(activity.duration)
    if time.floor(held.start) < 0 or end > time.size:
        yield Issue(f"{path}.start", "The start lies outside the horizon.")
    counts = {r.role: r.count for r in activity.requires}
    for role, picks in held.picks.items():
        if role not in counts:
            yield Issue(f"{path}.picks.{role}", f"The activity asks for no “{role}”.")
        elif len(picks) > counts[role]:
            yield Issue(f"{path}.picks.{role}", f"The role takes {counts[role]}, not {len(picks)}.")
        for name in picks:
            if name not in known.resources:
                yield Issue(f"{path}.picks.{role}", f"There is no resource “{name}”.")


def _travel(problem: Problem) -> Issues:
    for number, way in enumerate(problem.travel):
        yield from _at_least(f"$.travel[{number}].minutes", way.minutes, 0, "The way")


def _cycles(problem: Problem) -> Issues:
    """Orders that come back to where they began, each told once."""
    before = {a.id: [o.activity for o in a.after] for a in problem.activities}
    number = {a.id: n for n, a in enumerate(problem.activities)}
    left = _waiting(before, set(before))
    while left:
        walk = [min(left, key=number.__getitem__)]
        while (step := next(o for o in before[walk[-1]] if o in left)) not in walk:
            walk.append(step)
        circle = walk[walk.index(step) :]
        text = " → ".join([circle[0], *reversed(circle[1:]), circle[0]])
        yield Issue(f"$.activities[{number[circle[0]]}].after", f"The order is a circle: {text}.")
        left = _waiting(before, left.difference(circle))


def _waiting(before: dict[str, list[str]], names: set[str]) -> set[str]:
    """Those of the names that can never be first: each comes after another of them."""
    waits_for = {name: {o for o in before[name] if o in names} for name in names}
    followers: dict[str, list[str]] = {}
    for name, orders in waits_for.items():
        for order in orders:
            followers.setdefault(order, []).append(name)
    free = [name for name, orders in waits_for.items() if not orders]
    while free:
        first = free.pop()
        del waits_for[first]
        for name in followers.get(first, ()):
            waits_for[name].discard(first)
            if not waits_for[name]:
                free.append(name)
    return set(waits_for)


def _held(problem: Problem) -> Issues:
    """Hard rules that the held parts break, alone or among themselves."""
    number = {a.id: n for n, a in enumerate(problem.activities)}
    found = violations(problem, [_as_placed(a) for a in problem.activities if a.held])
    for violation in found:
        if not _is_gap(violation):
            path = f"$.activities[{number[violation.activities[-1]]}].held"
            yield Issue(path, f"A held part breaks a rule: {violation.text}.")


def _is_gap(violation: Violation) -> bool:
    """Held parts may leave roles open."""
    return violation.rule == "count"


def _as_placed(activity: Activity) -> Placed:
    held = activity.held
    if held is None:
        raise ValueError(activity.id)
    picks = tuple(Pick(role, name) for role, names in held.picks.items() for name in names)
    return Placed(activity.id, held.start, held.start, picks)
