"""The days of a month and the visits on them."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yingke.domains.visits.models import Visit
from yingke.foundation.ui import dates

SHOWN_PER_DAY = 4
_EARLIEST, _LATEST = 2000, 2100


@dataclass(frozen=True)
class Day:
    """One cell: visits of the day, and how many more there are."""

    date: date
    visits: list[Visit]
    more: int
    other_month: bool
    today: bool


def parse(text: str, *, today: date) -> date:
    """Return the first day of a month such as `2026-11`; of the current one if it is invalid."""
    year, _dash, number = text.partition("-")
    try:
        first = date(int(year), int(number), 1)
    except ValueError:
        return today.replace(day=1)
    return first if _EARLIEST <= first.year <= _LATEST else today.replace(day=1)


def grid(first: date) -> list[date]:
    """Return the days of the whole weeks (from Monday) that contain this month."""
    return list(Calendar().itermonthdates(first.year, first.month))


def weeks(days: list[date], visits: Iterable[Visit], *, first: date) -> list[list[Day]]:
    """Return the grid in rows of seven, with the visits of each day."""
    found: dict[date, list[Visit]] = {day: [] for day in days}
    for visit in visits:
        begins = dates.local(visit.arrives_at).date()
        ends = dates.local(visit.leaves_at).date()
        for day in days:
            if begins <= day <= ends:
                found[day].append(visit)
    today = dates.today()
    cells = [
        Day(
            day,
            found[day][:SHOWN_PER_DAY],
            max(0, len(found[day]) - SHOWN_PER_DAY),
            (day.year, day.month) != (first.year, first.month),
            day == today,
        )
        for day in days
    ]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
