"""The referee: every hard rule checked on the values, without the arrays of the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from .eligibility import refusal, seats_needed, valid_until
from .plans import Cause, Placed
from .timeline import Ints, Timeline
from .values import Activity, Problem, Requirement, Resource


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a plan breaks, with the activities concerned."""

    rule: str
    activities: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """A resource in an activity, in grains."""

    activity: str
    start: int
    end: int
    amount: int
    place: str


class Sheet:
    """Who and what is used when: the placed activities sorted by resource."""

    def __init__(self, problem: Problem, placed: Iterable[Placed]) -> None:
        self.problem = problem
        self.time = Timeline.of(problem)
        self.activity = {a.id: a for a in problem.activities}
        self.resource = {r.id: r for r in problem.resources}
        self.group = {g.id: g for g in problem.groups}
        self.placed = {p.activity: self._known(p) for p in placed if p.activity in self.activity}
        self.ways = _ways(problem)
        self.uses: dict[str, list[Use]] = {}
        self.rows: dict[tuple[str, date | None], Ints] = {}
        for entry in self.placed.values():
            self._enter(entry)

    def _known(self, entry: Placed) -> Placed:
        """The entry without picks that the problem does not have, as those of an older plan."""
        if all(pick.resource in self.resource for pick in entry.picks):
            return entry
        return replace(entry, picks=tuple(p for p in entry.picks if p.resource in self.resource))

    def _enter(self, entry: Placed) -> None:
        activity = self.activity[entry.activity]
        start, end = self.span(entry)
        amounts = {r.role: r.amount for r in activity.requires}
        place = self.place(entry)
        names = [(pick.resource, amounts.get(pick.role, 1)) for pick in entry.picks]
        names += [(name, 1) for name in dict.fromkeys(activity.required)]
        for name, amount in names:
            use = Use(activity.id, start, end, amount, place)
            self.uses.setdefault(name, []).append(use)

    def span(self, entry: Placed) -> tuple[int, int]:
        start = self.time.floor(entry.start)
        return start, start + self.time.length(self.activity[entry.activity].duration)

    def place(self, entry: Placed) -> str:
        activity = self.activity[entry.activity]
        if activity.place:
            return activity.place
        giving = {r.role for r in activity.requires if r.gives_place}
        for pick in entry.picks:
            if pick.role in giving:
                return self.resource[pick.resource].place
        return ""

    def heads(self, activity: Activity) -> int:
        group = self.group.get(activity.group)
        return activity.heads or (group.heads if group else 0)

    def seats(self, activity: Activity, requirement: Requirement) -> int:
        group = self.group.get(activity.group)
        return seats_needed(requirement, activity, group.heads if group else 0)

    def apart(self, a: Use, b: Use, gap: int) -> tuple[bool, bool]:
        """Whether two uses are far enough apart, and whether at least they do not overlap."""
        first, second = (a, b) if (a.start, a.end) <= (b.start, b.end) else (b, a)
        way = self.ways.get((first.place, second.place), 0)
        clear = second.start >= first.end + gap + way
        return clear, second.start >= first.end + gap

    def away(self, resource: Resource, requirement: Requirement | None, use: Use) -> bool:
        """Whether the calendar or a certificate ends the resource's service in that time."""
        until = valid_until(resource, requirement) if requirement else None
        key = (resource.id, until)
        if key not in self.rows:
            self.rows[key] = self.time.blocked(resource.available, resource.busy, until)
        row = self.rows[key]
        last = min(use.end, self.time.size)
        return bool(row[last] != row[min(use.start, last)])

    def clash(self, resource: Resource, use: Use) -> tuple[Cause, str] | None:
        """The first other activity that keeps the resource from one more use."""
        others = [u for u in self.uses.get(resource.id, ()) if u.activity != use.activity]
        if resource.units > 1:
            lead, tail = self.time.length(resource.before), self.time.length(resource.after)
            peak = _peak(others, use, lead, tail)
            return (Cause.USED_UP, "") if peak + use.amount > resource.units else None
        gap = self.time.length(resource.before) + self.time.length(resource.after)
        for other in others:
            clear, beside = self.apart(use, other, gap)
            if not clear:
                return (Cause.TOO_FAR if beside else Cause.BUSY), other.activity
        return None

    def load(self, name: str, day: object) -> int:
        """Minutes of use of the resource on a day."""
        return sum(
            (u.end - u.start) * self.time.grain
            for u in self.uses.get(name, ())
            if self.time.day_of(u.start) == day
        )


def _ways(problem: Problem) -> dict[tuple[str, str], int]:
    time = Timeline.of(problem)
    ways = {(t.origin, t.target): time.length(t.minutes) for t in problem.travel}
    for (origin, target), way in list(ways.items()):
        ways.setdefault((target, origin), way)
    return ways


def _peak(others: list[Use], use: Use, lead: int, tail: int) -> int:
    """The most units that the others take in the time of the use, buffers included."""
    first, last = use.start - lead, use.end + tail
    near = [u for u in others if u.start - lead < last and first < u.end + tail]
    edges = {max(first, u.start - lead) for u in near} | {first}
    return max(sum(u.amount for u in near if u.start - lead <= t < u.end + tail) for t in edges)


def violations(
    problem: Problem, placed: Iterable[Placed], facts: frozenset[str] = frozenset()
) -> list[Violation]:
    """All hard rules that the placed activities break.

    ``facts`` are activities that have begun: what concerns them alone is not judged.
    """
    sheet = Sheet(problem, placed)
    found: list[Violation] = []
    for entry in sheet.placed.values():
        if entry.activity not in facts:
            found += _alone(sheet, entry)
    found += _orders(sheet)
    found += _groups(sheet)
    found += _resources(sheet)
    return [v for v in found if not facts.issuperset(v.activities)]


def broken_alone(
    problem: Problem, placed: Iterable[Placed], names: Iterable[str]
) -> dict[str, str]:
    """Of the activities named, those that break a rule on their own, and which in words."""
    sheet = Sheet(problem, placed)
    found = {n: _alone(sheet, sheet.placed[n]) for n in names if n in sheet.placed}
    return {name: violations[-1].text for name, violations in found.items() if violations}


def _alone(sheet: Sheet, entry: Placed) -> list[Violation]:
    activity, time = sheet.activity[entry.activity], sheet.time
    start, end = sheet.span(entry)
    windows = activity.windows or ((sheet.problem.start, sheet.problem.end),)
    group = sheet.group.get(activity.group)
    found: list[Violation] = []
    me = (activity.id,)
    if not any(first <= start and end <= last for first, last in map(time.inside, windows)):
        found.append(Violation("window", me, f"{activity.id} lies outside its windows"))
    if group and group.arrives and start < time.ceil(group.arrives):
        found.append(Violation("stay", me, f"{activity.id} starts before {group.id} arrives"))
    if group and group.leaves and end > time.floor(group.leaves):
        found.append(Violation("stay", me, f"{activity.id} ends after {group.id} leaves"))
    for requirement in activity.requires:
        found += _role(sheet, entry, requirement)
    use = Use(activity.id, start, end, 1, "")
    for name in activity.required:
        if sheet.away(sheet.resource[name], None, use):
            found.append(Violation("away", me, f"{name} is away during {activity.id}"))
    return found


def _role(sheet: Sheet, entry: Placed, requirement: Requirement) -> list[Violation]:
    activity, me = sheet.activity[entry.activity], (entry.activity,)
    picks = [p.resource for p in entry.picks if p.role == requirement.role]
    found: list[Violation] = []
    if len(picks) != requirement.count and not (
        requirement.optional and len(picks) < requirement.count
    ):
        text = f"{activity.id} has {len(picks)} of {requirement.count} as {requirement.role}"
        found.append(Violation("count", me, text))
    start, end = sheet.span(entry)
    use = Use(activity.id, start, end, requirement.amount, "")
    seats = sheet.seats(activity, requirement)
    for name in picks:
        resource = sheet.resource[name]
        refused = refusal(resource, requirement, seats, sheet.time.day_of(start))
        if refused:
            found.append(Violation(refused[0].value, me, f"{name} {refused[1]}"))
        elif sheet.away(resource, requirement, use):
            found.append(Violation("away", me, f"{name} is away during {activity.id}"))
    return found


def _orders(sheet: Sheet) -> list[Violation]:
    found: list[Violation] = []
    for entry in sheet.placed.values():
        for order in sheet.activity[entry.activity].after:
            before = sheet.placed.get(order.activity)
            if before is None:
                continue
            gap = sheet.span(entry)[0] - sheet.span(before)[1]
            most = None if order.max_gap is None else order.max_gap // sheet.time.grain
            if gap < sheet.time.length(order.min_gap) or (most is not None and gap > most):
                pair = (order.activity, entry.activity)
                found.append(Violation("order", pair, f"{pair[1]} is not due after {pair[0]}"))
    return found


def _groups(sheet: Sheet) -> list[Violation]:
    members: dict[str, list[Use]] = {}
    for entry in sheet.placed.values():
        group = sheet.group.get(sheet.activity[entry.activity].group)
        if group and group.together:
            start, end = sheet.span(entry)
            use = Use(entry.activity, start, end, 1, sheet.place(entry))
            members.setdefault(group.id, []).append(use)
    return [
        Violation("group", (a.activity, b.activity), f"{name} cannot be at both")
        for name, uses in members.items()
        for a, b in combinations(uses, 2)
        if not sheet.apart(a, b, 0)[0]
    ]


def _resources(sheet: Sheet) -> list[Violation]:
    found: list[Violation] = []
    for name, uses in sheet.uses.items():
        resource = sheet.resource[name]
        lead, tail = sheet.time.length(resource.before), sheet.time.length(resource.after)
        if resource.units == 1:
            found += [
                Violation("busy", (a.activity, b.activity), f"{name} is needed at both")
                for a, b in combinations(sorted(uses, key=lambda u: u.start), 2)
                if not sheet.apart(a, b, lead + tail)[0]
            ]
        else:
            for use in uses:
                near = _near(uses, use, lead, tail)
                if sum(u.amount for u in near) > resource.units:
                    names = tuple(dict.fromkeys(u.activity for u in near))
                    found.append(Violation("used_up", names, f"{name} is used up"))
        found += _overload(sheet, resource, uses)
    return found


def _near(uses: list[Use], use: Use, lead: int, tail: int) -> list[Use]:
    """The uses that are on at the first grain of a use, itself included."""
    first = use.start - lead
    return [u for u in uses if u.start - lead <= first < u.end + tail]


def _overload(sheet: Sheet, resource: Resource, uses: list[Use]) -> list[Violation]:
    if resource.max_load is None:
        return []
    by_day: dict[object, list[Use]] = {}
    for use in uses:
        by_day.setdefault(sheet.time.day_of(use.start), []).append(use)
    grain = sheet.time.grain
    return [
        Violation("overloaded", tuple(u.activity for u in day), f"{resource.id} is overloaded")
        for day in by_day.values()
        if sum(u.end - u.start for u in day) > resource.max_load // grain
    ]


def picks_by_role(entry: Placed) -> Mapping[str, tuple[str, ...]]:
    """The resources of each role of a placed activity."""
    roles: dict[str, tuple[str, ...]] = {}
    for pick in entry.picks:
        roles[pick.role] = (*roles.get(pick.role, ()), pick.resource)
    return roles
