"""People and resources as the planner sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from yingke.domains.planning.rules.values import Facts, Person, Skill, Span, Stay, Thing
from yingke.domains.planning.terms import PERSON
from yingke.engines.planner import Resource

FOR_GOOD: Final = date.max
MINUTE: Final = timedelta(minutes=1)


def resources_of(facts: Facts) -> Iterator[Resource]:
    """Everyone and everything; who or what serves an item that has begun is busy with it."""
    busy: dict[str, list[Span]] = {}
    for stay in facts.stays:
        for item in stay.items:
            if item.begun:
                span = (item.starts_at, max(item.ends_at, facts.limits.now))
                for part in item.people:
                    busy.setdefault(f"p{part.staff_id}", []).append(span)
                for booked in item.bookings:
                    busy.setdefault(f"r{booked.resource_id}", []).append(span)
    for person in facts.people:
        yield _person(facts, person, busy.get(f"p{person.id}", []))
    for thing in facts.things:
        yield _thing(facts, thing, busy.get(f"r{thing.id}", []))


def as_role(role: str) -> str:
    """What a role of the company is called among the skills."""
    return f"as:{role}"


def roles_of(facts: Facts, person: Person) -> frozenset[str]:
    """The parts that a person may take: by role, as lead host, or because they stand there."""
    found = set(person.roles)
    for stay in facts.stays:
        if stay.lead_host == person.id:
            found.add("host")
        for item in stay.items:
            found |= {part.role for part in item.people if part.staff_id == person.id}
    return frozenset(found)


def holders(stay: Stay, role: str) -> set[int]:
    """Who has a role in a visit: its lead host, and who stands there."""
    found = {part.staff_id for item in stay.items for part in item.people if part.role == role}
    if role == "host" and stay.lead_host is not None:
        found.add(stay.lead_host)
    return found


def _person(facts: Facts, person: Person, more: list[Span]) -> Resource:
    limits = facts.limits
    most = limits.interpreting if "interpreter" in person.roles else limits.load
    taken = _longest_day(facts, [*person.duties, *more])
    skills = dict.fromkeys(map(as_role, sorted(roles_of(facts, person))), 1)
    for skill in person.skills:
        skills[skill.kind] = max(skill.level, skills.get(skill.kind, 0))
    return Resource(
        id=f"p{person.id}",
        kind=PERSON,
        name=person.name,
        skills=skills,
        certificates=_certificates(person.skills),
        languages=person.languages,
        available=tuple(_working_days(facts)),
        busy=_local(facts, (*person.duties, *person.absences, *more)),
        max_load=max(0, (most - taken) // MINUTE),
    )


def _thing(facts: Facts, thing: Thing, more: list[Span]) -> Resource:
    """Its own buffers reach over the bookings of others, which already contain theirs."""
    before, after = thing.before * MINUTE, thing.after * MINUTE
    taken = [(low - after, high + before) for low, high in (*thing.taken, *more)]
    return Resource(
        id=f"r{thing.id}",
        kind=thing.kind,
        name=thing.name,
        kit=thing.equipment,
        seats=thing.seats,
        place=thing.building,
        busy=_local(facts, tuple(taken)),
        before=thing.before,
        after=thing.after,
    )


def _certificates(skills: tuple[Skill, ...]) -> dict[str, date]:
    found: dict[str, date] = {}
    for skill in skills:
        found[skill.kind] = max(found.get(skill.kind, date.min), skill.until or FOR_GOOD)
    return found


def _working_days(facts: Facts) -> Iterator[Span]:
    """The hours of each day on which one of the visits is here."""
    limits = facts.limits
    days: set[date] = set()
    for stay in facts.stays:
        day = stay.arrives_at.astimezone(limits.tz).date() - timedelta(days=1)
        last = stay.leaves_at.astimezone(limits.tz).date() + timedelta(days=1)
        while day <= last:
            days.add(day)
            day += timedelta(days=1)
    for day in sorted(days):
        midnight = datetime.combine(day, datetime.min.time(), limits.tz)
        yield midnight + limits.day_starts, midnight + limits.day_ends


def _longest_day(facts: Facts, spans: list[Span]) -> timedelta:
    """The most that somebody is taken elsewhere on one day."""
    days: dict[date, timedelta] = {}
    for start, end in spans:
        day = start.astimezone(facts.limits.tz).date()
        days[day] = days.get(day, timedelta()) + (end - start)
    return max(days.values(), default=timedelta())


def _local(facts: Facts, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    tz = facts.limits.tz
    return tuple((a.astimezone(tz), b.astimezone(tz)) for a, b in spans if a < b)
