"""Today as a grid of hours: a line for each visit, its items as long as they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import AgendaKind

STEP = 5  # minutes of one column
PER_HOUR = 60 // STEP
EARLIEST, LATEST = 8, 18  # hours that are always shown
LEGIBLE, VISIBLE = 30 // STEP, 15 // STEP  # columns that hold a word, and an icon
LINES = 10
TONES = {
    AgendaKind.TRANSFER: "blue",
    AgendaKind.WELCOME: "violet",
    AgendaKind.OPENING: "violet",
    AgendaKind.SIGNING: "violet",
    AgendaKind.FAREWELL: "violet",
    AgendaKind.MEAL: "amber",
    AgendaKind.BREAK: "amber",
}


@dataclass(frozen=True)
class Slot:
    """So many columns of one line: an item, or nothing."""

    columns: int
    item: AgendaItem | None = None

    @property
    def tone(self) -> str:
        """The colour of the kind of item."""
        return TONES.get(AgendaKind(self.item.kind), "accent") if self.item else ""

    @property
    def legible(self) -> bool:
        """Whether the item's name has room."""
        return self.columns >= LEGIBLE

    @property
    def visible(self) -> bool:
        """Whether at least an icon has room."""
        return VISIBLE <= self.columns < LEGIBLE


@dataclass(frozen=True)
class Line:
    """One visit; what overlaps stands in lanes below each other."""

    visit: Visit
    items: list[AgendaItem]
    lanes: list[list[Slot]]

    def at(self, now: datetime) -> AgendaItem | None:
        """The item that runs, or else the next one."""
        return next((item for item in self.items if item.ends_at > now), None)


@dataclass(frozen=True)
class Today:
    """The hours shown, the visits in them, and where in them the present moment is."""

    hours: list[int]
    lines: list[Line]
    more: int
    passed: int | None
    now: datetime

    @property
    def columns(self) -> int:
        """How many columns the hours have together."""
        return len(self.hours) * PER_HOUR

    @property
    def marks(self) -> range:
        """The column at which each hour begins."""
        return range(0, self.columns, PER_HOUR)

    @property
    def next_up(self) -> Iterator[tuple[Line, AgendaItem]]:
        """For a narrow screen: each visit with what runs there, comes next, or came last."""
        for line in self.lines:
            yield line, line.at(self.now) or line.items[-1]


def grid_of(items: Iterable[AgendaItem], *, now: datetime) -> Today:
    """Lay out the items of a day, which come by time; the first ten visits have a line."""
    by_visit: dict[int, list[AgendaItem]] = {}
    for item in items:
        by_visit.setdefault(item.visit_id, []).append(item)
    shown = list(by_visit.values())[:LINES]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = _hours(shown, midnight)
    opens = midnight + timedelta(hours=first)
    columns = (last - first) * PER_HOUR
    gone = int((now - opens) / timedelta(minutes=STEP))
    return Today(
        hours=list(range(first, last)),
        lines=[Line(each[0].visit, each, _lanes(each, opens, columns)) for each in shown],
        more=len(by_visit) - len(shown),
        passed=gone if 0 <= gone <= columns else None,
        now=now,
    )


def _hours(shown: list[list[AgendaItem]], midnight: datetime) -> tuple[int, int]:
    """The first hour shown and the one at which the grid ends, both within the day."""
    hour = timedelta(hours=1)
    starts = [(item.starts_at - midnight) // hour for items in shown for item in items]
    ends = [-((midnight - item.ends_at) // hour) for items in shown for item in items]
    return max(0, min([EARLIEST, *starts])), min(24, max([LATEST, *ends]))


def _lanes(items: list[AgendaItem], opens: datetime, columns: int) -> list[list[Slot]]:
    """Each item in the first lane that is free by then, gaps filled with nothing."""
    lanes: list[list[Slot]] = []
    ends: list[int] = []
    for item in items:
        begins = max(0, int((item.starts_at - opens) / timedelta(minutes=STEP)))
        length = max(1, int((item.ends_at - item.starts_at) / timedelta(minutes=STEP)))
        length = min(length, columns - begins)
        lane = next((n for n, end in enumerate(ends) if end <= begins), len(lanes))
        if lane == len(lanes):
            lanes.append([])
            ends.append(0)
        if begins > ends[lane]:
            lanes[lane].append(Slot(begins - ends[lane]))
        lanes[lane].append(Slot(length, item))
        ends[lane] = begins + length
    for lane, end in zip(lanes, ends, strict=True):
        if end < columns:
            lane.append(Slot(columns - end))
    return lanes
