"""The day before and after a change as two tracks, drawn by the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yingke.domains.planning.queries.changes import Names
from yingke.domains.planning.rules.alternatives import Alternative, Line
from yingke.foundation.ui import dates

WIDTH: Final = 1000
HOUR: Final = timedelta(hours=1)
SHORT: Final = 56
"""Bars narrower than this have no room for words."""
PER_CHARACTER: Final = 15


@dataclass(frozen=True)
class Bar:
    """An item on a track, in units of the drawing."""

    x: int
    width: int
    label: str
    title: str
    is_moved: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Track:
    """`hours` are places and words of full hours; `ties` join the middles of what moved."""

    before: list[Bar]
    after: list[Bar]
    hours: list[tuple[int, str]]
    ties: list[tuple[int, int]]


def _of_one_day(one: Alternative) -> list[Line]:
    """The items of the day of the first change, or of the first day."""
    spans = [span for line in one.changed for span in (line.before, line.after) if span]
    spans = spans or [line.before for line in one.lines if line.before]
    days = [dates.local(span[0]).date() for span in spans]
    return [
        line
        for line in one.lines
        for span in [line.before or line.after]
        if span and dates.local(span[0]).date() == min(days)
    ]


def track_of(one: Alternative, names: Names) -> Track | None:
    """The day of the first change, or None where no item has a time."""
    lines = _of_one_day(one)
    if not lines:
        return None
    shown = [span for line in lines for span in (line.before, line.after) if span]
    first = _full_hour(min(span[0] for span in shown))
    last = _full_hour(max(span[1] for span in shown) + HOUR - timedelta(seconds=1))

    def place(moment: datetime) -> int:
        return round((moment - first) / (last - first) * WIDTH)

    def bar(span: tuple[datetime, datetime], name: str, *, is_moved: bool) -> Bar:
        x, end = place(span[0]), place(span[1])
        width = max(4, end - x - 2)
        label = name[: max(0, (width - 8) // PER_CHARACTER)] if width >= SHORT else ""
        return Bar(x, width, label, f"{dates.hours(*span)} {name}", is_moved)

    named = [(line, names.item(line)) for line in lines]
    before = [bar(line.before, name, is_moved=False) for line, name in named if line.before]
    after = [
        bar(line.after, name, is_moved=line.before != line.after)
        for line, name in named
        if line.after
    ]
    ties = [
        (
            bar(line.before, "", is_moved=False).middle,
            bar(line.after, "", is_moved=True).middle,
        )
        for line in lines
        if line.before and line.after and line.before != line.after
    ]
    count = round((last - first) / HOUR)
    marks = [(place(first + HOUR * n), dates.hour(first + HOUR * n)) for n in range(count)]
    return Track(before, after, marks, ties)


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
