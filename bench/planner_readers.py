"""Readers that turn published instances into problems of the planner."""

from __future__ import annotations

import csv
import random
import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import openpyxl

from yingke.engines.planner import (
    Activity,
    Group,
    Order,
    Plan,
    Preferences,
    Problem,
    Requirement,
    Resource,
)

START = datetime.fromisoformat("2026-03-02T00:00")


def meeting_problem(path: Path) -> Problem:
    """Read a sheet of the meeting scheduling family.

    Its time grains exist only within the days and outside the lunch hour, so the lunch hour is left
    out. Each day begins at midnight and is a separate window, because no meeting may start on one
    day and end on another.
    """
    book = openpyxl.load_workbook(path)
    windows = _days(_rows(book, "Days"))
    people = [row[0] for row in _rows(book, "Persons")]
    meetings = []
    for number, row in enumerate(_rows(book, "Meetings")):
        everyone = people if str(row[1] or "").strip() else []
        required = list(dict.fromkeys([*_names(row[3]), *everyone, *_names(row[5])]))
        preferred = [name for name in _names(row[6]) if name not in required]
        room = Requirement("room", kind="room", seats=len(required) + len(preferred))
        meetings.append(
            Activity(
                f"meeting-{number}",
                int(float(row[2])),
                windows=windows,
                requires=(room,),
                required=tuple(required),
                preferred=tuple(preferred),
            )
        )
    rooms = [
        Resource(row[0], kind="room", seats=int(float(row[1]))) for row in _rows(book, "Rooms")
    ]
    return Problem(
        start=START,
        end=windows[-1][1],
        activities=tuple(meetings),
        resources=(*(Resource(name) for name in people), *rooms),
        preferences=Preferences(waste=0, fairness=0),
    )


def repeated(problem: Problem, times: int) -> Problem:
    """Repeat the meetings and the days a number of times, for the same people and rooms.

    Each repetition after the first permutes the people with a fixed seed.
    """
    days = problem.activities[0].windows
    span = timedelta(days=len(days))
    windows = tuple((b + span * n, e + span * n) for n in range(times) for b, e in days)
    people = [person.id for person in problem.resources if person.kind != "room"]
    meetings = []
    for part in range(times):
        shuffled = people if part == 0 else random.Random(part).sample(people, len(people))
        stand_in = dict(zip(people, shuffled, strict=True))
        meetings += [
            replace(
                meeting,
                id=f"{meeting.id}-{part}",
                windows=windows,
                required=tuple(stand_in[person] for person in meeting.required),
                preferred=tuple(stand_in[person] for person in meeting.preferred),
            )
            for meeting in problem.activities
        ]
    return replace(problem, end=windows[-1][1], activities=tuple(meetings))


def _rows(book: openpyxl.Workbook, sheet: str) -> list[tuple]:
    return [row for row in book[sheet].iter_rows(min_row=2, values_only=True) if row and row[0]]


def _names(cell: object) -> list[str]:
    return [name.strip() for name in str(cell or "").split(",") if name.strip()]


def _days(rows: list[tuple]) -> tuple[tuple[datetime, datetime], ...]:
    windows: list[tuple[datetime, datetime]] = []
    for number, row in enumerate(rows):
        first, last, lunch = (_minutes(row[k]) for k in (1, 2, 3))
        minutes = last - first - (60 if first <= lunch < last else 0)
        begin = START + timedelta(days=number)
        windows.append((begin, begin + timedelta(minutes=minutes)))
    return tuple(windows)


def _minutes(cell: object) -> int:
    clock = str(cell)
    return int(clock[:2]) * 60 + int(clock[3:5])


def meeting_score(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Return the hard and medium scores by the rules of the example, counted from the plan."""
    known = {a.id: a for a in problem.activities}
    seats = {r.id: r.seats for r in problem.resources}
    hard = medium = 0
    for entry in plan.placed:
        activity = known[entry.activity]
        people = len(activity.required) + len(activity.preferred)
        hard += max(0, people - seats[entry.picks[0].resource])
        hard += not any(b <= entry.start and entry.end <= e for b, e in activity.windows)
    for a, b in combinations(plan.placed, 2):
        shared = min(a.end, b.end) - max(a.start, b.start)
        grains = max(0, int(shared.total_seconds()) // 900)
        if not grains:
            continue
        one, two = known[a.activity], known[b.activity]
        same_room = a.picks[0].resource == b.picks[0].resource
        must = len(set(one.required) & set(two.required))
        everyone = {*one.required, *one.preferred} & {*two.required, *two.preferred}
        hard += grains * (same_room + must)
        medium += grains * (len(everyone) - must)
    return hard, medium


def optima(path: Path) -> dict[str, int]:
    """Return the published makespan by instance."""
    with path.open(encoding="utf-8") as file:
        return {row["instance"]: int(row["makespan"]) for row in csv.DictReader(file)}


class Published(NamedTuple):
    """A makespan that the instance's authors published, and the seconds they took."""

    instance: str
    proved: bool
    makespan: int
    seconds: float


def published(path: Path) -> list[Published]:
    """Return the published results of the larger projects."""
    with path.open(encoding="utf-8") as file:
        return [
            Published(
                row["instance"],
                row["proved_optimal"] == "1",
                int(row["makespan"]),
                float(row["published_seconds"]),
            )
            for row in csv.DictReader(file)
        ]


def skill_problem(path: Path) -> Problem:
    """Read a multi-skill project.

    Each activity needs a number of people per skill; the cost is the end of the last activity. One
    grain is one time unit of the instance.
    """
    text = path.read_text(encoding="utf-8")
    lengths = [int(x) for x in _list(text, "dur")]
    needs = _matrix(text, "sreq")
    masters = _matrix(text, "mastery")
    real = [n for n, length in enumerate(lengths, 1) if length > 0]
    before: dict[int, list[int]] = {}
    for first, second in zip(_list(text, "pred"), _list(text, "succ"), strict=True):
        before.setdefault(int(second), []).append(int(first))
    activities = tuple(
        Activity(
            f"a{n}",
            lengths[n - 1],
            group="project",
            after=tuple(Order(f"a{k}") for k in before.get(n, []) if k in real),
            requires=tuple(
                Requirement(f"s{k}", skills={f"s{k}": 1}, count=int(count))
                for k, count in enumerate(needs[n - 1])
                if int(count)
            ),
        )
        for n in real
    )
    people = tuple(
        Resource(f"p{n}", skills={f"s{k}": 1 for k, has in enumerate(row) if has == "true"})
        for n, row in enumerate(masters)
    )
    return Problem(
        start=START,
        end=START + timedelta(minutes=sum(lengths)),
        grain=1,
        activities=activities,
        groups=(Group("project", together=False, finish=1),),
        resources=people,
        preferences=Preferences(fairness=0),
    )


def _list(text: str, name: str) -> list[str]:
    found = re.search(rf"\b{name}\s*=\s*\[(.*?)\]", text, re.DOTALL)
    return [x.strip() for x in found.group(1).split(",") if x.strip()] if found else []


def _matrix(text: str, name: str) -> list[list[str]]:
    found = re.search(rf"\b{name}\s*=\s*\[\|(.*?)\|\]", text, re.DOTALL)
    rows = found.group(1).split("|") if found else []
    return [[x.strip() for x in row.split(",") if x.strip()] for row in rows if row.strip()]
