"""A generated reception day: visits with their guests, hosts, rooms, interpreters and cars.

For trying the planner at any size without data of one's own; the same seed gives the same day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from .day_roster import Clock, Roster
from .values import (
    PERSON,
    Activity,
    Group,
    Order,
    Preferences,
    Problem,
    Requirement,
    Resource,
    Span,
    Travel,
)

FIRST = datetime.fromisoformat("2026-03-02T08:00")
OPENING = "opening"
AGENDA = (
    ("welcome", 15),
    (OPENING, 30),
    ("talk", 45),
    ("tour", 45),
    ("workshop", 60),
    ("farewell", 15),
)
"""Names and lengths in minutes of what each visit does, in this order."""

STEP, STAY = timedelta(minutes=15), timedelta(hours=8)
CLOCK = Clock(FIRST, STEP, 40)
DAY = STEP * CLOCK.steps
MORNING, AFTERNOON = tuple(range(6)), tuple(range(17, 25))
"""Steps from the start of the day at which visits arrive; half of them in the morning."""

FULL_DAY = 480
"""Minutes that a person works at most."""

TOPICS = ("laser", "battery", "cloud", "robotics", "optics")
LANGUAGES = ("en", "de", "ja")
BUILDINGS = ("north", "south")


def generated_day(visits: int, seed: int = 1, *, load: float = 0.7) -> Problem:
    """A day of ``visits`` visits with six activities each, all of which can be served.

    There are as many people as bring them to ``load`` of their hours; where a visit could not be
    served at any hour, one more is taken on.
    """
    random = np.random.default_rng(seed)
    drawn = [_visit(number, random) for number in range(visits)]
    roster = Roster(CLOCK, [*_people([a for _, a in drawn], load, random), *_rooms(visits)])
    groups: list[Group] = []
    activities: list[Activity] = []
    for number, (group, agenda) in enumerate(drawn):
        halves = [random.permutation(half) for half in (MORNING, AFTERNOON)]
        arrivals = np.concatenate(halves if number // 2 % 2 else halves[::-1])
        arrives = FIRST + STEP * roster.book(agenda, group.heads, arrivals)
        groups.append(replace(group, arrives=arrives, leaves=min(arrives + STAY, FIRST + DAY)))
        wish = {f"{group.id}-{OPENING}": arrives + STEP}
        activities += [replace(a, preferred_start=wish.get(a.id)) for a in agenda]
    return Problem(
        start=FIRST,
        end=FIRST + DAY,
        grain=15,
        activities=tuple(activities),
        groups=tuple(groups),
        resources=tuple(roster.resources),
        travel=(Travel("north", "south", 10),),
        skills=("host", "guide", "interpreter", *TOPICS),
        preferences=Preferences(),
    )


def people_load(problem: Problem) -> float:
    """The share of their hours for which people are needed."""
    hours = sum(r.max_load or FULL_DAY for r in problem.resources if r.kind == PERSON)
    return _needed(problem.activities) / hours


def _needed(activities: Iterable[Activity], roles: frozenset[str] | None = None) -> int:
    """Minutes for which people are needed, in all roles or in those named."""
    return sum(
        activity.duration * requirement.count
        for activity in activities
        for requirement in activity.requires
        if requirement.kind == PERSON and (roles is None or requirement.role in roles)
    )


def _visit(number: int, random: np.random.Generator) -> tuple[Group, list[Activity]]:
    group = Group(
        id=f"V{number:03}",
        name=f"Visit {number}",
        tier=int(random.integers(1, 5)),
        heads=int(random.integers(3, 15)),
    )
    return group, _agenda(group, number, random)


def _agenda(group: Group, number: int, random: np.random.Generator) -> list[Activity]:
    topic = TOPICS[int(random.integers(len(TOPICS)))]
    foreign = random.random() < 0.3
    language = LANGUAGES[int(random.integers(len(LANGUAGES)))] if foreign else ""
    before: str | None = None
    agenda: list[Activity] = []
    for name, minutes in AGENDA:
        order = (Order(before, 0, 90),) if before else ()
        agenda.append(
            Activity(
                id=f"{group.id}-{name}",
                name=name,
                group=group.id,
                duration=minutes,
                after=order,
                place=BUILDINGS[number % 2] if name in {"welcome", "farewell"} else "",
                requires=_roles(name, topic, language),
            )
        )
        before = agenda[-1].id
    return agenda


def _roles(name: str, topic: str, language: str) -> tuple[Requirement, ...]:
    host = Requirement("host", skills={"host": 1}, continuity=True)
    roles = [host] if name != "tour" else [Requirement("guide", skills={"guide": 1})]
    if name in {OPENING, "talk", "tour", "workshop"}:
        kind = "line" if name == "tour" else "room"
        roles.append(Requirement("room", kind=kind, seats=-1, gives_place=True))
    if name in {"talk", "workshop"}:
        roles.append(Requirement("expert", skills={topic: 2}))
    if language and name in {"talk", "tour", "workshop"}:
        speaker = {"interpreter": 1}
        roles.append(
            Requirement("interpreter", skills=speaker, languages=(language,), continuity=True)
        )
    return tuple(roles)


STAFF = {
    "host": frozenset({"host", "guide"}),
    "expert": frozenset({"expert"}),
    "interpreter": frozenset({"interpreter"}),
}
"""Who is hired, and the roles in which they serve; every second host is a guide too."""


def _people(
    agendas: list[list[Activity]], load: float, random: np.random.Generator
) -> list[Resource]:
    """As many as bring them to ``load``."""
    everything = [activity for agenda in agendas for activity in agenda]
    people: list[Resource] = []
    for name, roles in STAFF.items():
        count = max(1, round(_needed(everything, roles) / FULL_DAY / (1.08 * load)))
        people += [_person(name, k, count, random) for k in range(count)]
    return people


def _person(name: str, k: int, count: int, random: np.random.Generator) -> Resource:
    skills = {name: 1}
    languages: tuple[str, ...] = ()
    if name == "host" and k % 2 == 0:
        skills["guide"] = 1
    if name == "expert":
        skills = {topic: 3 if n == 0 else 2 for n, topic in enumerate(_share(TOPICS, k, count))}
    if name == "interpreter":
        languages = _share(LANGUAGES, k, count)
    return Resource(
        id=f"{name}-{k:03}",
        name=f"{name} {k}",
        skills=skills,
        languages=languages,
        max_load=FULL_DAY,
        busy=_breaks(random),
        cost=int(random.integers(1, 6)),
    )


def _share(everything: tuple[str, ...], k: int, count: int) -> tuple[str, ...]:
    """What the ``k``-th of ``count`` people knows: at least two of each are known twice."""
    width = min(len(everything), max(2, -(-2 * len(everything) // count)))
    return tuple(everything[(k * width + n) % len(everything)] for n in range(width))


def _breaks(random: np.random.Generator) -> tuple[Span, ...]:
    begin = FIRST + timedelta(minutes=15 * int(random.integers(14, 19)))
    return ((begin, begin + timedelta(minutes=30)),)


def _rooms(visits: int) -> list[Resource]:
    rooms = [
        Resource(
            id=f"room-{k:03}",
            kind="room",
            name=f"Room {k}",
            seats=(8, 12, 16, 20)[k % 4],
            place=BUILDINGS[k % 2],
            after=15 if k % 3 == 0 else 0,
            cost=1 + k % 4,
        )
        for k in range(max(4, -(-visits * 50 // 100)))
    ]
    lines = [
        Resource(id=f"line-{k:03}", kind="line", name=f"Line {k}", seats=20, place="south")
        for k in range(max(2, -(-visits * 20 // 100)))
    ]
    return rooms + lines
