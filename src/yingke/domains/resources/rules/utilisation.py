"""How much of its bookable time a resource is booked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from yingke.foundation.kernel.calendar import WorkingCalendar

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class Hours(NamedTuple):
    """Bookable hours of one working day, in the week that begins on `week`."""

    week: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Share:
    """Booked and bookable minutes of a resource in a week."""

    booked: int
    bookable: int

    @property
    def percent(self) -> int | None:
        """Rounded; None in a week without a working day."""
        return round(100 * self.booked / self.bookable) if self.bookable else None


def weeks(first: date, count: int) -> list[date]:
    """Return the Mondays of so many weeks, from the one that contains `first`."""
    monday = first - timedelta(days=first.weekday())
    return [monday + WEEK * number for number in range(count)]


def bookable_hours(calendar: WorkingCalendar, mondays: Iterable[date]) -> list[Hours]:
    """Return the working hours of these weeks; bookings outside them do not count."""
    found = []
    for monday in mondays:
        for number in range(7):
            day = monday + DAY * number
            if calendar.is_working_day(day):
                found.append(Hours(monday, *_hours(calendar, day)))
    return found


def shares(
    hours: Iterable[Hours], mondays: Iterable[date], booked: Mapping[date, int]
) -> list[Share]:
    """Return a resource's share of each week from its booked minutes by week."""
    bookable: dict[date, int] = {}
    for one in hours:
        minutes = int((one.ends_at - one.starts_at).total_seconds() // 60)
        bookable[one.week] = bookable.get(one.week, 0) + minutes
    return [Share(booked.get(monday, 0), bookable.get(monday, 0)) for monday in mondays]


def _hours(calendar: WorkingCalendar, day: date) -> tuple[datetime, datetime]:
    def at(moment: time) -> datetime:
        return datetime.combine(day, moment, calendar.tz)

    return at(calendar.day_start), at(calendar.day_end)
