"""Stored working calendars: cached reads, and the only writes."""

from datetime import date, time
from threading import Lock
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from .calendar import WorkingCalendar
from .errors import RuleViolation
from .models import Calendar, CalendarException

DEFAULT = "CN"
_cache: dict[str, tuple[int, WorkingCalendar]] = {}
_guard = Lock()


def for_calendar(code: str = DEFAULT) -> WorkingCalendar:
    """Return the calendar with this code, or China's if there is none.

    One query compares the version of the cached calendar, so all processes see a change.
    """
    row = Calendar.objects.filter(code=code).first()
    if row is None:
        return WorkingCalendar()
    cached = _cache.get(code)
    if cached and cached[0] == row.version:
        return cached[1]
    exceptions = dict(row.exceptions.values_list("date", "is_working"))
    working = WorkingCalendar(
        country=row.country,
        tz=ZoneInfo(row.time_zone),
        day_start=row.day_start,
        day_end=row.day_end,
        exceptions=MappingProxyType(exceptions),
    )
    with _guard:
        _cache[code] = (row.version, working)
    return working


@transaction.atomic
def set_exception(*, code: str, day: date, is_working: bool, note: str = "") -> None:
    """Override whether `day` is a working day in the calendar `code`."""
    calendar = _locked(code)
    CalendarException.objects.update_or_create(
        calendar=calendar, date=day, defaults={"is_working": is_working, "note": note}
    )
    _bump_version(calendar)


@transaction.atomic
def remove_exception(*, code: str, day: date) -> None:
    """Remove the exception of `day`; the country's calendar applies again."""
    calendar = _locked(code)
    CalendarException.objects.filter(calendar=calendar, date=day).delete()
    _bump_version(calendar)


@transaction.atomic
def set_hours(*, code: str, day_start: time, day_end: time) -> None:
    """Set the daily working hours of the calendar `code`."""
    if day_end <= day_start:
        raise RuleViolation("day_ends_before_it_starts", field="day_end")
    calendar = _locked(code)
    calendar.day_start, calendar.day_end = day_start, day_end
    calendar.save(update_fields=["day_start", "day_end"])
    _bump_version(calendar)


def _locked(code: str) -> Calendar:
    return Calendar.objects.select_for_update().get(code=code)


def _bump_version(calendar: Calendar) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
