"""Quarters and the periods of the tier board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

PERIODS: Final = ("quarter", "last_quarter", "year")


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_ends(today: date, count: int = 8) -> list[date]:
    """The last days of the quarters before this one and today, oldest first."""
    ends = [today]
    while len(ends) < count:
        ends.append(quarter_start(ends[-1]) - timedelta(days=1))
    return ends[::-1]


def period_of(code: str, today: date) -> tuple[date, date]:
    """First and last day of a period."""
    this = quarter_start(today)
    if code == "last_quarter":
        return quarter_start(this - timedelta(days=1)), this - timedelta(days=1)
    if code == "year":
        return today - timedelta(days=364), today
    return this, today
