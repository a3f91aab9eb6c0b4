"""The planner's problem, built from rows.

Names: `i7` is an agenda item, `v3` a visit, `p12` a person, `r5` a resource. Roles are called by
what is needed, with a suffix where an item needs several: `host`, `interpreter.de`, `room.2`.
Everything is asked for as optional at the price of its need, so that an item keeps a place in the
day though somebody for it is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from itertools import combinations
from typing import Final

from yingke.domains.planning.rules import timing
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.resources import as_role, holders, resources_of, roles_of
from yingke.domains.planning.rules.values import Facts, Item, Need, Person, Span, Stay, Thing
from yingke.domains.planning.terms import PERSON, AskKind
from yingke.engines.planner import (
    Activity,
    Candidate,
    Group,
    Held,
    Order,
    Pick,
    Placed,
    Preferences,
    Problem,
    Requirement,
    Travel,
)
from yingke.engines.planner.checking import violations

PLACES: Final = ("room", "showroom")
NEW = 1
"""What somebody or something new in an item costs on the last level."""
KEPT = 20
"""The price of leaving out somebody who was asked although no need asks for them."""


def build(facts: Facts, asks: Sequence[Ask] = ()) -> Problem:
    """The problem of these visits; raises nothing, whatever the rows say.

    Items that have begun are no part of it: who and what serves them is busy until they end, and
    the guests' other items start after them.
    """
    facts = _without(facts, {ask.resource for ask in asks if ask.kind == AskKind.FORBID})
    facts = _until(facts, asks)
    activities = [
        activity for stay in facts.stays for activity in _activities(facts, stay, list(asks))
    ]
    start, end = _horizon(facts)
    problem = Problem(
        start=start,
        end=end,
        grain=timing.GRAIN,
        activities=tuple(activities),
        groups=tuple(
            Group(f"v{stay.id}", stay.number, stay.tier, stay.heads) for stay in facts.stays
        ),
        resources=tuple(resources_of(facts)),
        skills=tuple(_skills(facts)),
        travel=tuple(_travel(facts)),
        preferences=Preferences(**{"conflict": 0, **facts.limits.weights}),
        now=facts.limits.now.astimezone(facts.limits.tz),
    )
    return _consistent(problem)


def standing(facts: Facts, problem: Problem) -> tuple[Placed, ...]:
    """The agenda as it is now, as the planner would say it."""
    roles = {activity.id: activity.requires for activity in problem.activities}
    placed = []
    for stay in facts.stays:
        for item in stay.items:
            if f"i{item.id}" not in roles:
                continue
            given = picks_of(item, roles[f"i{item.id}"], promised=False)
            picks = [Pick(role, name) for role, names in given.items() for name in names]
            missing = [r.role for r in roles[f"i{item.id}"] if len(given.get(r.role, ())) < r.count]
            start, end = (m.astimezone(facts.limits.tz) for m in (item.starts_at, item.ends_at))
            placed.append(Placed(f"i{item.id}", start, end, tuple(picks), tuple(missing)))
    return tuple(placed)


def what_of(role: str) -> str:
    """The role of a person or the kind of resource that a role of the problem stands for."""
    return role.partition(".")[0]


def language_of(role: str) -> str:
    """The language that a role of the problem asks for, or ""."""
    _what, _dot, suffix = role.partition(".")
    return suffix if suffix.isalpha() and suffix != "kept" else ""


def _without(facts: Facts, names: set[str]) -> Facts:
    return replace(
        facts,
        people=tuple(one for one in facts.people if f"p{one.id}" not in names),
        things=tuple(one for one in facts.things if f"r{one.id}" not in names),
    )


def _until(facts: Facts, asks: Sequence[Ask]) -> Facts:
    """Who or what has to end early is away for the rest of that day."""
    ends = {ask.resource: _rest_of_day(facts, ask) for ask in asks if ask.kind == AskKind.UNTIL}
    return replace(
        facts,
        people=tuple(
            replace(one, absences=(*one.absences, *ends.get(f"p{one.id}", ())))
            for one in facts.people
        ),
        things=tuple(
            replace(one, taken=(*one.taken, *ends.get(f"r{one.id}", ()))) for one in facts.things
        ),
    )


def _rest_of_day(facts: Facts, ask: Ask) -> tuple[Span, ...]:
    if ask.starts_at is None:
        return ()
    local = ask.starts_at.astimezone(facts.limits.tz)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return ((local, midnight),)


def _activities(facts: Facts, stay: Stay, asks: list[Ask]) -> Iterator[Activity]:
    limits = facts.limits
    items = [item for item in stay.items if not item.begun]
    begun = [item.ends_at for item in stay.items if item.begun]
    after = max([limits.now, *begun])
    timings = facts.timings_of(stay)
    order = timing.orders(items, timings, limits)
    wishes = timing.preferred_starts(stay, limits)
    for item in items:
        mine = [ask for ask in asks if ask.item == item.id]
        windows = timing.windows(item, stay, timings, limits, after=after)
        length = timing.length_of(item, stay)
        for ask in mine:
            if ask.kind == AskKind.TIME and ask.starts_at is not None:
                start = timing.on_grid(ask.starts_at)
                windows = ((start, start + timing.grid_length(item, stay)),)
        requires = tuple(_requirements(facts, stay, item, mine))
        yield Activity(
            id=f"i{item.id}",
            name=item.name,
            duration=length,
            group=f"v{stay.id}",
            windows=tuple((a.astimezone(limits.tz), b.astimezone(limits.tz)) for a, b in windows),
            after=tuple(Order(f"i{one}") for one in sorted(order[item.id])),
            requires=requires,
            preferred_start=wishes[item.id].astimezone(limits.tz),
            held=_held(item, requires, limits.tz),
        )


def _requirements(facts: Facts, stay: Stay, item: Item, asks: list[Ask]) -> Iterator[Requirement]:
    """What the needs of its kind ask for, and whoever else stands on the item."""
    used: set[str] = set()
    taken: set[str] = set()
    for need in facts.needs_of(stay):
        if need.item_kind != item.kind:
            continue
        languages = stay.languages if need.guests_language else ("",)
        for language in languages:
            role = _free_name(need.what, language, used)
            requirement = _requirement(facts, stay, item, need, role, language)
            for ask in asks:
                if ask.role == role:
                    requirement = _as_asked(requirement, ask)
            given = _standing(item, need.what, language, facts) - taken
            taken |= set(sorted(given)[: requirement.count])
            yield requirement
    for name, what in _all_standing(item):
        known = name[0] == "p" or any(f"r{one.id}" == name for one in facts.things)
        if name not in taken and known and _is_known(facts, name):
            yield Requirement(
                role=f"{what}.kept.{name}",
                kind=PERSON if name[0] == "p" else what,
                candidates=(Candidate(name),),
                optional=True,
                unmet_cost=KEPT,
                gives_place=what in PLACES and not any(use in PLACES for use in used),
            )


def _requirement(
    facts: Facts, stay: Stay, item: Item, need: Need, role: str, language: str
) -> Requirement:
    skills: dict[str, int] = {as_role(need.role): 1} if need.role else {}
    certificates: tuple[str, ...] = ()
    if need.skill_kind and _is_certified_at_all(facts.people, need.skill_kind):
        skills[need.skill_kind] = need.level
        certificates = (need.skill_kind,) if need.certified else ()
    return Requirement(
        role=role,
        kind=need.kind,
        count=need.count,
        skills=skills,
        certificates=certificates,
        languages=(language,) if language else (),
        kit=need.equipment,
        seats=-1 if need.seats else 0,
        candidates=tuple(_candidates(facts, stay, item, need)),
        optional=True,
        unmet_cost=need.price,
        continuity=need.continuity,
        gives_place=need.kind in PLACES and role == need.kind,
    )


def _candidates(facts: Facts, stay: Stay, item: Item, need: Need) -> Iterator[Candidate]:
    """Everyone, or all of the kind; somebody new costs more than who stands there.

    Who does not hold the role is named too, so that the planner says that this is why; who has it
    only in another visit is not.
    """
    there = {name for name, what in _all_standing(item) if what == need.what}
    if need.role == "host" and stay.lead_host is not None:
        there.add(f"p{stay.lead_host}")
    if need.kind == PERSON:
        elsewhere = _elsewhere(facts, stay, need.role)
        names = [f"p{one.id}" for one in facts.people if one.id not in elsewhere]
    else:
        names = [f"r{one.id}" for one in facts.things if one.kind == need.kind]
    for name in names:
        yield Candidate(name, 0 if name in there else NEW)


def _elsewhere(facts: Facts, stay: Stay, role: str) -> set[int]:
    """Who has a role only because they have it in another of the visits."""
    there = {one for other in facts.stays if other.id != stay.id for one in holders(other, role)}
    own = {one.id for one in facts.people if role in one.roles}
    return there - own - holders(stay, role)


def _as_asked(requirement: Requirement, ask: Ask) -> Requirement:
    """Only the candidate asked for; waived rules are left out, a language never is."""
    named = tuple(c for c in requirement.candidates if c.resource == ask.resource)
    if not named and ask.kind != AskKind.WAIVE:
        return requirement
    requirement = replace(requirement, candidates=named or (Candidate(ask.resource),))
    if ask.kind == AskKind.WAIVE:
        requirement = replace(requirement, skills={}, certificates=(), kit=(), seats=0)
    return requirement


def picks_of(
    item: Item, requires: Iterable[Requirement], *, promised: bool
) -> dict[str, tuple[str, ...]]:
    """Who and what stands on an item, by the roles that ask for it; only promises if `promised`."""
    rows = [(f"p{one.staff_id}", one.role, one.accepted) for one in item.people]
    rows += [(f"r{one.resource_id}", one.kind, one.confirmed) for one in item.bookings]
    left = [(name, what) for name, what, sure in rows if sure or not promised]
    found: dict[str, tuple[str, ...]] = {}
    for requirement in requires:
        names = {one.resource for one in requirement.candidates}
        fitting = [
            (name, what)
            for name, what in left
            if what == what_of(requirement.role) and name in names
        ][: requirement.count]
        left = [one for one in left if one not in fitting]
        if fitting:
            found[requirement.role] = tuple(name for name, _what in fitting)
    return found


def _held(item: Item, requires: tuple[Requirement, ...], tz: tzinfo) -> Held | None:
    promises = picks_of(item, requires, promised=True)
    if not promises:
        return None
    return Held(timing.on_grid(item.starts_at).astimezone(tz), promises, fixed=False)


def _consistent(problem: Problem) -> Problem:
    """Without promises that break a rule: those are to be mended, not kept."""
    while True:
        held = [one for one in problem.activities if one.held is not None]
        placed = [_as_placed(one.id, one.held) for one in held if one.held is not None]
        broken = [one for one in violations(problem, placed) if one.rule != "count"]
        if not broken:
            return problem
        drop = {one.activities[-1] for one in broken}
        problem = replace(
            problem,
            activities=tuple(
                replace(one, held=None) if one.id in drop else one for one in problem.activities
            ),
        )


def _as_placed(name: str, held: Held) -> Placed:
    picks = tuple(Pick(role, name) for role, names in held.picks.items() for name in names)
    return Placed(name, held.start, held.start, picks)


def _standing(item: Item, what: str, language: str, facts: Facts) -> set[str]:
    speaks = {f"p{one.id}": one.languages for one in facts.people}
    return {
        name
        for name, role in _all_standing(item)
        if role == what and (not language or language in speaks.get(name, ()))
    }


def _all_standing(item: Item) -> list[tuple[str, str]]:
    people = [(f"p{one.staff_id}", one.role) for one in item.people]
    return people + [(f"r{one.resource_id}", one.kind) for one in item.bookings]


def _is_known(facts: Facts, name: str) -> bool:
    rows: Sequence[Person | Thing] = facts.people if name[0] == "p" else facts.things
    return any(f"{name[0]}{one.id}" == name for one in rows)


def _is_certified_at_all(people: Iterable[Person], kind: str) -> bool:
    """Whether the company certifies anybody in this kind of skill; else it cannot be asked for."""
    return any(skill.kind == kind for one in people for skill in one.skills)


def _free_name(what: str, language: str, used: set[str]) -> str:
    name = f"{what}.{language}" if language else what
    number = 2
    while name in used:
        name, number = f"{what}.{number}", number + 1
    used.add(name)
    return name


def _skills(facts: Facts) -> Iterator[str]:
    """All that is asked for or held."""
    asked = {need.role for need in facts.needs if need.role}
    held = {role for person in facts.people for role in roles_of(facts, person)}
    yield from sorted(map(as_role, asked | held))
    yield from sorted({skill.kind for person in facts.people for skill in person.skills})


def _travel(facts: Facts) -> Iterator[Travel]:
    places = sorted({one.building for one in facts.things if one.building})
    for origin, target in combinations(places, 2):
        yield Travel(origin, target, facts.limits.between_buildings)


def _horizon(facts: Facts) -> tuple[datetime, datetime]:
    """Whole days, with room for what lies around the visits."""
    tz = facts.limits.tz
    moments = [moment for stay in facts.stays for moment in (stay.arrives_at, stay.leaves_at)]
    moments += [m for stay in facts.stays for i in stay.items for m in (i.starts_at, i.ends_at)]
    first, last = min(moments).astimezone(tz), max(moments).astimezone(tz)
    start = first.replace(hour=0, minute=0, second=0, microsecond=0)
    end = last.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return start, end
