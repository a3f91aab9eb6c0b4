"""A generated reception day: visits with their guests, hosts, rooms, interpreters and cars.

For trying the planner at any size without data of one's own; the same seed gives the same day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from .values import (
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
    (OPENING, 45),
    ("talk", 60),
    ("tour", 60),
    ("workshop", 60),
    ("farewell", 30),
)
"""Names and lengths in minutes of what each visit does, in this order."""

TOPICS = ("laser", "battery", "cloud", "robotics", "optics")
LANGUAGES = ("en", "de", "ja")
BUILDINGS = ("north", "south")


def generated_day(visits: int, seed: int = 1, *, load: float = 0.7) -> Problem:
    """A day of ``visits`` visits with six activities each; ``load`` is how busy people are."""
    random = np.random.default_rng(seed)
    people = _people(visits, load, random)
    rooms = _rooms(visits)
    groups: list[Group] = []
    activities: list[Activity] = []
    for number in range(visits):
        group = _group(number, random)
        groups.append(group)
        activities += _agenda(group, number, random)
    return Problem(
        start=FIRST,
        end=FIRST + timedelta(hours=10),
        grain=15,
        activities=tuple(activities),
        groups=tuple(groups),
        resources=(*people, *rooms),
        travel=(Travel("north", "south", 10),),
        skills=("host", "guide", "interpreter", *TOPICS),
        preferences=Preferences(),
    )


def _group(number: int, random: np.random.Generator) -> Group:
    arrives = FIRST + timedelta(minutes=15 * int(random.integers(0, 17)))
    return Group(
        id=f"V{number:03}",
        name=f"Visit {number}",
        tier=int(random.integers(1, 5)),
        heads=int(random.integers(3, 15)),
        arrives=arrives,
        leaves=min(arrives + timedelta(hours=8), FIRST + timedelta(hours=10)),
    )


def _agenda(group: Group, number: int, random: np.random.Generator) -> list[Activity]:
    topic = TOPICS[int(random.integers(len(TOPICS)))]
    foreign = random.random() < 0.3
    language = LANGUAGES[int(random.integers(len(LANGUAGES)))] if foreign else ""
    before: str | None = None
    agenda: list[Activity] = []
    arrives = group.arrives or FIRST
    into = 0
    for name, minutes in AGENDA:
        order = (Order(before, 0, 90),) if before else ()
        wish = arrives + timedelta(minutes=into) if name == OPENING else None
        agenda.append(
            Activity(
                id=f"{group.id}-{name}",
                name=name,
                group=group.id,
                duration=minutes,
                after=order,
                preferred_start=wish,
                place=BUILDINGS[number % 2] if name in {"welcome", "farewell"} else "",
                requires=_roles(name, topic, language),
            )
        )
        before = agenda[-1].id
        into += minutes
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


def _people(visits: int, load: float, random: np.random.Generator) -> list[Resource]:
    """Hosts, guides, experts and interpreters; as many as bring them to ``load``."""
    hours = 8.0
    each = {"host": 3.5, "guide": 1.0, "expert": 2.0, "interpreter": 0.9}
    people: list[Resource] = []
    for role, needed in each.items():
        parts = {"expert": len(TOPICS), "interpreter": len(LANGUAGES)}.get(role, 1)
        count = max(parts * 2 if parts > 1 else 2, round(visits * needed / hours / load))
        people += [_person(role, k, random) for k in range(count)]
    return people


def _person(role: str, k: int, random: np.random.Generator) -> Resource:
    skills = {role: 1}
    languages: tuple[str, ...] = ()
    if role == "expert":
        skills = {TOPICS[k % len(TOPICS)]: 3, TOPICS[(k * 2 + 1) % len(TOPICS)]: 2}
    if role == "interpreter":
        languages = (LANGUAGES[k % len(LANGUAGES)], LANGUAGES[(k * 2 + 1) % len(LANGUAGES)])
    return Resource(
        id=f"{role}-{k:03}",
        name=f"{role} {k}",
        skills=skills,
        languages=languages,
        max_load=480,
        busy=_breaks(random),
        cost=int(random.integers(1, 6)),
    )


def _breaks(random: np.random.Generator) -> tuple[Span, ...]:
    begin = FIRST + timedelta(minutes=15 * int(random.integers(14, 19)))
    return ((begin, begin + timedelta(minutes=30)),)


def _rooms(visits: int) -> list[Resource]:
    rooms: list[Resource] = []
    for k in range(max(2, -(-visits * 40 // 100))):
        rooms.append(
            Resource(
                id=f"room-{k:03}",
                kind="room",
                name=f"Room {k}",
                seats=(8, 12, 16, 20)[k % 4],
                place=BUILDINGS[k % 2],
                after=15 if k % 3 == 0 else 0,
                cost=1 + k % 4,
            )
        )
    for k in range(max(2, -(-visits * 15 // 100))):
        rooms.append(
            Resource(id=f"line-{k:03}", kind="line", name=f"Line {k}", seats=20, place="south")
        )
    return rooms
