"""A generated reception day: visits with their guests, hosts, rooms, interpreters and cars.

For trying the planner at any size without data of one's own; the same seed gives the same day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from .eligibility import refusal
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

DAY, STEP, STAY = timedelta(hours=10), timedelta(minutes=15), timedelta(hours=8)
ARRIVALS = 17
"""Steps from the start of the day at which a visit may arrive."""

TOPICS = ("laser", "battery", "cloud", "robotics", "optics")
LANGUAGES = ("en", "de", "ja")
BUILDINGS = ("north", "south")


def generated_day(visits: int, seed: int = 1, *, load: float = 0.7) -> Problem:
    """A day of ``visits`` visits with six activities each, all of which can be served.

    People and rooms are as many as ``load`` asks for; where a visit could not be served at any
    hour, one more is taken on.
    """
    random = np.random.default_rng(seed)
    roster = _Roster([*_people(visits, load, random), *_rooms(visits)])
    groups: list[Group] = []
    activities: list[Activity] = []
    for number in range(visits):
        group = Group(
            id=f"V{number:03}",
            name=f"Visit {number}",
            tier=int(random.integers(1, 5)),
            heads=int(random.integers(3, 15)),
        )
        agenda = _agenda(group, number, random)
        arrives = FIRST + STEP * roster.book(agenda, group.heads, random.permutation(ARRIVALS))
        groups.append(replace(group, arrives=arrives, leaves=min(arrives + STAY, FIRST + DAY)))
        wish = {f"{group.id}-{OPENING}": arrives + STEP * 2}
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


class _Roster:
    """Books a first, plain schedule while the day is drawn, so that it is known to exist."""

    def __init__(self, resources: list[Resource]) -> None:
        self.resources = resources
        self.taken = [_closed(r) for r in resources]
        self.able: dict[tuple[object, ...], list[int]] = {}

    def book(self, agenda: list[Activity], heads: int, arrivals: np.ndarray) -> int:
        """Book the agenda at the first arrival (in steps) at which it fits; answers which."""
        while True:
            short: list[Requirement] = []
            for arrival in arrivals:
                uses, lacking = self._uses(agenda, heads, int(arrival))
                if not lacking:
                    for number, first, last in uses:
                        self.taken[number][first:last] = True
                    return int(arrival)
                if not short or len(lacking) < len(short):
                    short = lacking
            self._take_on(short[0], heads)

    def _uses(
        self, agenda: list[Activity], heads: int, arrival: int
    ) -> tuple[list[tuple[int, int, int]], list[Requirement]]:
        """Resource, from and to for each role, with a step on the way after each; what lacks."""
        uses: list[tuple[int, int, int]] = []
        lacking: list[Requirement] = []
        first = arrival
        for activity in agenda:
            last = first + activity.duration // 15 + 1
            for requirement in activity.requires:
                number = self._free(requirement, heads, first, last)
                if number is None:
                    lacking.append(requirement)
                else:
                    uses.append((number, first, last))
            first = last
        return uses, lacking

    def _free(self, requirement: Requirement, heads: int, first: int, last: int) -> int | None:
        for number in self._able(requirement, heads):
            if not self.taken[number][first:last].any():
                return number
        return None

    def _able(self, requirement: Requirement, heads: int) -> list[int]:
        seats = heads if requirement.seats < 0 else 0
        key = (requirement.role, tuple(requirement.skills), requirement.languages, seats)
        if key not in self.able:
            self.able[key] = [
                number
                for number, resource in enumerate(self.resources)
                if refusal(resource, requirement, seats, FIRST.date()) is None
            ]
        return self.able[key]

    def _take_on(self, requirement: Requirement, heads: int) -> None:
        like = self.resources[self._able(requirement, heads)[0]]
        self.able.clear()
        extra = replace(like, id=f"{like.id}-{len(self.resources)}", busy=())
        self.resources.append(extra)
        self.taken.append(_closed(extra))


def _closed(resource: Resource) -> np.ndarray:
    taken = np.zeros(DAY // STEP + 1, dtype=bool)
    for first, last in resource.busy:
        taken[(first - FIRST) // STEP : (last - FIRST) // STEP + 1] = True
    return taken


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
        for k in range(max(4, -(-visits * 40 // 100)))
    ]
    lines = [
        Resource(id=f"line-{k:03}", kind="line", name=f"Line {k}", seats=20, place="south")
        for k in range(max(2, -(-visits * 15 // 100)))
    ]
    return rooms + lines
