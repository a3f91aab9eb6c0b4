"""Small problems for the planner's tests."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from yingke.engines.planner import (
    Activity,
    Group,
    Limits,
    Order,
    Preferences,
    Problem,
    Requirement,
    Resource,
    Travel,
)

DAY = "2026-03-02"
QUICK = Limits(seconds=20, effort=20)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock}")


def visit_day() -> Problem:
    """Two visits, two hosts, two rooms, one interpreter; all can be served."""
    host = Requirement("host", skills={"host": 2}, continuity=True)
    room = Requirement("room", kind="room", seats=-1, gives_place=True)
    voice = Requirement("voice", skills={"interpreter": 1}, languages=("en",))
    activities = []
    for visit in ("v1", "v2"):
        talk = Activity(f"{visit}-talk", 60, group=visit, requires=(host, room, voice))
        tour = Activity(
            f"{visit}-tour", 45, group=visit, requires=(host,), after=(Order(talk.id, 0, 60),)
        )
        activities += [talk, tour]
    return Problem(
        start=at("09:00"),
        end=at("17:00"),
        activities=tuple(activities),
        groups=(
            Group("v1", tier=1, heads=6, arrives=at("09:00"), leaves=at("13:00")),
            Group("v2", tier=2, heads=4, arrives=at("09:00"), leaves=at("15:00")),
        ),
        resources=(
            Resource("anna", skills={"host": 3}),
            Resource("bo", skills={"host": 2}),
            Resource("carl", skills={"interpreter": 1}, languages=("en",)),
            Resource("small", kind="room", seats=4),
            Resource("large", kind="room", seats=10),
        ),
        skills=("host", "interpreter"),
    )


def random_problem(seed: int) -> Problem:
    """A tiny problem with most rules and preferences, small enough for brute force."""
    lot = random.Random(seed)
    people = [
        Resource(
            f"p{n}",
            skills={"a": lot.randint(1, 2)} if lot.random() < 0.8 else {"b": 1},
            before=15 * lot.randint(0, 1),
            max_load=lot.choice([None, 45]),
            cost=lot.randint(0, 4),
            busy=((at("08:30"), at("08:45")),) if lot.random() < 0.3 else (),
        )
        for n in range(2)
    ]
    rooms = [
        Resource(f"r{n}", kind="room", seats=lot.randint(2, 5), place=f"x{n}", cost=n)
        for n in range(2)
    ]
    kit = Resource("kit", kind="kit", units=2, cost=1)
    activities: list[Activity] = []
    for n in range(lot.randint(2, 3)):
        roles = [Requirement("who", skills={"a": lot.randint(1, 2)}, continuity=True)]
        if lot.random() < 0.5:
            roles.append(Requirement("where", kind="room", seats=-1, gives_place=True))
        if lot.random() < 0.4:
            roles.append(Requirement("what", kind="kit", amount=lot.randint(1, 2), optional=True))
        before = activities[-1].id if activities else ""
        activities.append(
            Activity(
                f"a{n}",
                15 * lot.randint(1, 2),
                group="g" if lot.random() < 0.6 else "",
                windows=((at("08:00"), at("09:00")),) if lot.random() < 0.5 else (),
                after=(Order(before, 0, lot.choice([None, 15])),)
                if before and lot.random() < 0.5
                else (),
                priority=lot.randint(20, 60),
                heads=lot.randint(1, 4),
                requires=tuple(roles),
                preferred=("p1",) if lot.random() < 0.4 else (),
                required=("p0",) if lot.random() < 0.15 else (),
                preferred_start=at("08:15") if lot.random() < 0.5 else None,
            )
        )
    return Problem(
        start=at("08:00"),
        end=at("09:15"),
        activities=tuple(activities),
        groups=(Group("g", finish=lot.randint(0, 2), together=lot.random() < 0.7),),
        resources=(*people, *rooms, kit),
        travel=(Travel("x0", "x1", 15),),
        skills=("a", "b"),
        preferences=Preferences(continuity=5),
    )


def meetings(seed: int, count: int, hours: int, rooms: int = 2) -> Problem:
    """Meetings on two mornings, with persons who must and who would like to attend."""
    lot = random.Random(seed)
    names = [f"p{n}" for n in range(3 * count)]
    mornings = tuple(
        (at("08:00") + timedelta(days=day), at("08:00") + timedelta(days=day, hours=hours))
        for day in range(2)
    )
    chosen = [lot.sample(names, lot.randint(2, count)) for _ in range(count)]
    return Problem(
        start=mornings[0][0],
        end=mornings[1][1],
        grain=30,
        activities=tuple(
            Activity(
                f"m{n}",
                30 * lot.randint(1, 3),
                windows=mornings,
                requires=(Requirement("room", kind="room", seats=lot.randint(1, 2)),),
                required=tuple(people[:1]),
                preferred=tuple(people[1:]),
                preferred_start=lot.choice([None, mornings[0][0]]),
            )
            for n, people in enumerate(chosen)
        ),
        resources=(
            *(Resource(name) for name in names),
            *(Resource(f"r{n}", kind="room", seats=n + 1, cost=n) for n in range(rooms)),
        ),
        preferences=Preferences(waste=0, fairness=0),
    )


def without(problem: Problem, *names: str) -> Problem:
    """The problem without the resources named."""
    return replace(problem, resources=tuple(r for r in problem.resources if r.id not in names))


def later(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)
