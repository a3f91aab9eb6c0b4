"""Arithmetic of working days and hours, without the database.

China's public holidays and adjusted working days (调休) come from `chinesecalendar`, those of other
countries from `holidays`; the exceptions of a calendar override both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import holidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAX_DAYS_OFF = 366  # more days in a row without a working day mean wrong exceptions


@lru_cache(maxsize=4096)
def is_public_working_day(country: str, day: date) -> bool:
    """Whether `day` is a working day in `country` (ISO 3166 alpha-2), exceptions aside.

    Years that the State Council has not announced yet fall back to weekends and the holidays that
    `holidays` projects.
    """
    if country == "CN":
        import chinese_calendar

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            pass
    return day.weekday() < 5 and day not in _public_holidays(country)


@lru_cache(maxsize=64)
def is_published(country: str, year: int) -> bool:
    """Whether the public holidays of a year are known: China announces the next year's in
    November, other countries fix theirs by law."""
    if country != "CN":
        return True
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=64)
def _public_holidays(country: str) -> "holidays.HolidayBase":
    import holidays

    return holidays.country_holidays(country)


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days of a country with exceptions, and the hours of a working day."""

    country: str = "CN"
    tz: tzinfo = SHANGHAI
    day_start: time = time(9)
    day_end: time = time(18)
    exceptions: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))

    def unpublished_years(self, first: date, last: date) -> tuple[int, ...]:
        """Years between two days whose holidays are neither announced nor entered as exceptions."""
        entered = {day.year for day in self.exceptions}
        years = range(first.year, last.year + 1)
        return tuple(y for y in years if y not in entered and not is_published(self.country, y))

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day, exceptions included."""
        exception = self.exceptions.get(day)
        return is_public_working_day(self.country, day) if exception is None else exception

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day `count` working days after `day`, or before it if negative.

        With 0: `day`, or the next working day if `day` is not one.
        """
        step = timedelta(days=1 if count >= 0 else -1)
        if count == 0:
            return self._next_working_day(day, step)
        for _ in range(abs(count)):
            day = self._next_working_day(day + step, step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days in (start, end]; negative if `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def add_working_hours(self, moment: datetime, hours: timedelta) -> datetime:
        """Return when `hours` (≥ 0) of working time have passed since `moment`."""
        if hours < timedelta(0):
            raise ValueError("hours must not be negative")
        current = self._next_working_moment(moment.astimezone(self.tz))
        while True:
            left_today = self.at(current.date(), self.day_end) - current
            if hours <= left_today:
                return current + hours
            hours -= left_today
            tomorrow = self._next_working_day(current.date() + timedelta(days=1), timedelta(days=1))
            current = self.at(tomorrow, self.day_start)

    def next_working_hour(self, moment: datetime) -> datetime:
        """Return the next full hour that lies in working time as a whole, else the start of the
        next working day."""
        hour = timedelta(hours=1)
        full = moment.astimezone(self.tz).replace(minute=0, second=0, microsecond=0) + hour
        start = self._next_working_moment(full)
        if start + hour <= self.at(start.date(), self.day_end):
            return start
        day = timedelta(days=1)
        return self.at(self._next_working_day(start.date() + day, day), self.day_start)

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two moments; zero if `end` is not later."""
        start, end = start.astimezone(self.tz), end.astimezone(self.tz)
        total, day = timedelta(0), start.date()
        while day <= end.date():
            if self.is_working_day(day):
                opens = max(start, self.at(day, self.day_start))
                closes = min(end, self.at(day, self.day_end))
                total += max(closes - opens, timedelta(0))
            day += timedelta(days=1)
        return total

    def at(self, day: date, clock_time: time) -> datetime:
        """Return `clock_time` on `day` in the calendar's time zone."""
        return datetime.combine(day, clock_time, tzinfo=self.tz)

    def _next_working_day(self, day: date, step: timedelta) -> date:
        for _ in range(MAX_DAYS_OFF):
            if self.is_working_day(day):
                return day
            day += step
        raise ValueError(f"no working day within {MAX_DAYS_OFF} days of {day}")

    def _next_working_moment(self, moment: datetime) -> datetime:
        day = moment.date()
        if self.is_working_day(day) and moment < self.at(day, self.day_end):
            return max(moment, self.at(day, self.day_start))
        tomorrow = self._next_working_day(day + timedelta(days=1), timedelta(days=1))
        return self.at(tomorrow, self.day_start)
