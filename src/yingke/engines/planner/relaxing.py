"""What would have to give for something unmet to be served: the cheapest way out of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .checking import Sheet, Use
from .eligibility import refusal
from .plans import Cause, Relaxation, Unmet
from .proving import holds
from .values import Activity, Requirement, Resource

MOST, CHECKED = 5, 10
"""Ways out that are given, and that are tried for one unmet part."""
ONE_MORE = 60
"""Bringing in somebody or something from outside costs as much as waiting an hour."""
REARRANGED = 5
"""Placing the rest of the visit anew costs as much as waiting five minutes."""
LESS = 40
"""Asking for less (a level, a certificate, a seat) costs as much as waiting forty minutes."""
HOURS_AROUND = 4
WAIVABLE = {
    Cause.LEVEL,
    Cause.CERTIFICATE,
    Cause.EXPIRED,
    Cause.KIT,
    Cause.SITE,
    Cause.TOO_SMALL,
    Cause.NOT_NAMED,
}
"""Rules that somebody may decide to waive once; a language that nobody speaks is not among them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A role that stays short at a start, and how many it lacks."""

    requirement: Requirement
    lacking: int
    free: tuple[str, ...]


def relaxations(sheet: Sheet, unmet: Unmet) -> list[Relaxation]:
    """Ways out that hold, the cheapest first and one of each kind, role and resource.

    Costs are comparable among themselves: minutes of waiting.
    """
    activity = sheet.activity[unmet.activity]
    ways = [
        way
        for start, outside in _starts(sheet, activity, unmet)
        for way in _ways_at(sheet, activity, start, outside, unmet.role)
    ]
    found: dict[tuple[str, str, str], Relaxation] = {}
    checked = 0
    for way in sorted(ways, key=lambda way: (way.cost, way.kind, way.detail)):
        key = (way.kind, way.role, way.resource)
        if key in found:
            continue
        if len(found) == MOST or checked == CHECKED:
            break
        checked += 1
        if holds(sheet, activity, way):
            found[key] = way
    return list(found.values())


def _starts(sheet: Sheet, activity: Activity, unmet: Unmet) -> Iterator[tuple[int, int]]:
    """Starts to try, with the minutes by which they lie outside what is allowed."""
    time = sheet.time
    length = time.length(activity.duration)
    if unmet.role:
        yield sheet.span(sheet.placed[activity.id])[0], 0
        return
    windows = [time.inside(w) for w in activity.windows] or [(0, time.size)]
    group = sheet.group.get(activity.group)
    first = time.ceil(group.arrives) if group and group.arrives else 0
    last = time.floor(group.leaves) if group and group.leaves else time.size
    around = HOURS_AROUND * 60 // time.grain
    spans = [(max(a, first), min(b, last)) for a, b in windows]
    for start in range(max(0, min(a for a, _ in spans) - around), time.size - length + 1):
        outside = min(max(a - start, start + length - b, 0) for a, b in spans)
        if outside <= around:
            yield start, outside * time.grain


def _ways_at(
    sheet: Sheet, activity: Activity, start: int, outside: int, role: str
) -> Iterator[Relaxation]:
    """What would be needed for the activity to take place at a start."""
    use = Use(activity.id, start, start + sheet.time.length(activity.duration), 1, activity.place)
    if not role and _attendee_missing(sheet, activity, use):
        return
    anew = not role and _out_of_turn(sheet, activity, use)
    moment = sheet.time.moment(start)
    for way in _ways(sheet, activity, use, outside, role):
        yield replace(_anew(way) if anew and not way.rearranged else way, start=moment)


def _anew(way: Relaxation) -> Relaxation:
    text = f"{way.detail}, with the rest of the visit placed anew"
    return replace(way, detail=text, cost=way.cost + REARRANGED, rearranged=True)


def _ways(
    sheet: Sheet, activity: Activity, use: Use, outside: int, role: str
) -> Iterator[Relaxation]:
    gaps = _gaps(sheet, activity, use, role)
    clock = f"at {sheet.time.moment(use.start):%H:%M}"
    if not gaps and outside >= sheet.time.grain:
        text = f"{clock}, {outside} minutes outside the time allowed"
        yield Relaxation("time", text, outside, role)
    if not gaps and outside < sheet.time.grain:
        text = f"{clock}, with others placed anew"
        yield Relaxation("rearrange", text, 1 + REARRANGED, role, rearranged=True)
    if len(gaps) == 1:
        for way in _fillings(sheet, activity, gaps[0], use):
            yield replace(way, cost=way.cost + outside)


def _gaps(sheet: Sheet, activity: Activity, use: Use, role: str) -> list[Gap]:
    """The roles that stay short; whoever is free for several counts for the one with fewest."""
    found = [
        _gap(sheet, activity, requirement, use)
        for requirement in activity.requires
        if (requirement.role == role if role else not requirement.optional)
    ]
    taken: set[str] = set()
    short: list[Gap] = []
    for gap in sorted(found, key=lambda gap: len(gap.free)):
        free = [name for name in gap.free if name not in taken]
        needed = gap.lacking + len(gap.free)
        taken.update(free[:needed])
        if needed > len(free):
            short.append(replace(gap, lacking=needed - len(free), free=tuple(free)))
    return short


def _attendee_missing(sheet: Sheet, activity: Activity, use: Use) -> bool:
    for name in activity.required:
        resource = sheet.resource[name]
        if sheet.away(resource, None, use) or sheet.clash(resource, use):
            return True
    return False


def _out_of_turn(sheet: Sheet, activity: Activity, use: Use) -> bool:
    """Whether the guests are elsewhere, or the order would break."""
    group = sheet.group.get(activity.group)
    for other in sheet.placed.values():
        fellow = sheet.activity[other.activity]
        begin, end = sheet.span(other)
        if group and group.together and fellow.group == group.id and fellow.id != activity.id:
            beside = Use(fellow.id, begin, end, 1, sheet.place(other))
            if not sheet.apart(use, beside, 0)[0]:
                return True
        if _misordered(sheet, activity, fellow, use, (begin, end)):
            return True
    return False


def _misordered(
    sheet: Sheet, activity: Activity, other: Activity, use: Use, span: tuple[int, int]
) -> bool:
    for one, two, gap in (
        (activity, other, use.start - span[1]),
        (other, activity, span[0] - use.end),
    ):
        for order in one.after:
            if order.activity != two.id:
                continue
            most = None if order.max_gap is None else order.max_gap // sheet.time.grain
            if gap < sheet.time.length(order.min_gap) or (most is not None and gap > most):
                return True
    return False


def _gap(sheet: Sheet, activity: Activity, requirement: Requirement, use: Use) -> Gap:
    seats = sheet.seats(activity, requirement)
    day = sheet.time.day_of(use.start)
    free = tuple(
        resource.id
        for resource in sheet.problem.resources
        if refusal(resource, requirement, seats, day) is None
        and _idle(sheet, resource, requirement, use)
    )
    placed = sheet.placed.get(activity.id)
    have = sum(p.role == requirement.role for p in placed.picks) if placed else 0
    return Gap(requirement, requirement.count - have - len(free), free)


def _idle(sheet: Sheet, resource: Resource, requirement: Requirement, use: Use) -> bool:
    own = replace(
        use,
        amount=requirement.amount,
        place=use.place or (resource.place if requirement.gives_place else ""),
    )
    return not sheet.away(resource, requirement, own) and sheet.clash(resource, own) is None


def _fillings(sheet: Sheet, activity: Activity, gap: Gap, use: Use) -> Iterator[Relaxation]:
    """Ways to fill a role that lacks somebody: from outside, by asking for less, from another."""
    requirement = gap.requirement
    text = f"{gap.lacking} more as {requirement.role}"
    cost = ONE_MORE * gap.lacking
    yield Relaxation("resource", text, cost, role=requirement.role, lacking=gap.lacking)
    if gap.lacking > 1:
        return
    seats, day = sheet.seats(activity, requirement), sheet.time.day_of(use.start)
    for resource in sheet.problem.resources:
        if resource.kind != requirement.kind or resource.id in gap.free:
            continue
        refused = refusal(resource, requirement, seats, day)
        bare = replace(requirement, certificates=())
        if refused is not None and refused[0] in WAIVABLE and _idle(sheet, resource, bare, use):
            text = f"{resource.id} as {requirement.role}, who {refused[1]}"
            yield Relaxation(refused[0].value, text, LESS, requirement.role, resource.id)
        elif refused is None and not sheet.away(resource, requirement, use):
            clash = sheet.clash(resource, use)
            if clash is not None and clash[1]:
                text = f"{resource.id} as {requirement.role}, taken from {clash[1]}"
                cost = ONE_MORE + 10
                role = requirement.role
                yield Relaxation("taken", text, cost, role, resource.id, activity=clash[1])
