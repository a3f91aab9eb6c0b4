"""The agenda of today as a grid of hours, with a line for each visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import AgendaKind

STEP = 5  # minutes per column
PER_HOUR = 60 // STEP
EARLIEST, LATEST = 8, 18  # hours that the grid always covers
LEGIBLE, VISIBLE = 30 // STEP, 15 // STEP  # columns that fit a name, and an icon
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
    """An item, or a gap, with its width in columns."""

    columns: int
    item: AgendaItem | None = None

    @property
    def tone(self) -> str:
        """Colour of the kind of item."""
        return TONES.get(AgendaKind(self.item.kind), "accent") if self.item else ""

    @property
    def legible(self) -> bool:
        """Whether the name of the item fits."""
        return self.columns >= LEGIBLE

    @property
    def visible(self) -> bool:
        """Whether only an icon fits."""
        return VISIBLE <= self.columns < LEGIBLE


@dataclass(frozen=True)
class Line:
    """A visit; overlapping items are in separate lanes."""

    visit: Visit
    items: list[AgendaItem]
    lanes: list[list[Slot]]

    def at(self, now: datetime) -> AgendaItem | None:
        """Return the running item, otherwise the next one."""
        return next((item for item in self.items if item.ends_at > now), None)


@dataclass(frozen=True)
class Today:
    """The grid; `passed` is the column of `now`, None outside the grid."""

    hours: list[int]
    lines: list[Line]
    more: int
    passed: int | None
    now: datetime

    @property
    def columns(self) -> int:
        """Total number of columns."""
        return len(self.hours) * PER_HOUR

    @property
    def marks(self) -> range:
        """Columns at which the hours begin."""
        return range(0, self.columns, PER_HOUR)

    @property
    def next_up(self) -> Iterator[tuple[Line, AgendaItem]]:
        """Yield each visit with its running, next or last item, for narrow screens."""
        for line in self.lines:
            yield line, line.at(self.now) or line.items[-1]


def build_grid(items: Iterable[AgendaItem], *, now: datetime) -> Today:
    """Lay out the items of a day, sorted by time; only the first ten visits get a line."""
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
    """Return the first hour of the grid and the hour at which it ends."""
    hour = timedelta(hours=1)
    starts = [(item.starts_at - midnight) // hour for items in shown for item in items]
    ends = [-((midnight - item.ends_at) // hour) for items in shown for item in items]
    return max(0, min([EARLIEST, *starts])), min(24, max([LATEST, *ends]))


def _lanes(items: list[AgendaItem], opens: datetime, columns: int) -> list[list[Slot]]:
    """Put each item into the first free lane and fill the gaps with empty slots."""
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
    for slots, end in zip(lanes, ends, strict=True):
        if end < columns:
            slots.append(Slot(columns - end))
    return lanes
