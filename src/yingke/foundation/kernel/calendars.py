"""Stored working calendars: cached reads, and the only writes."""

from collections.abc import Mapping
from datetime import date, time
from threading import Lock
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from .calendar import WorkingCalendar
from .errors import RuleViolation, require
from .models import Calendar, CalendarException
from .signals import send_change

DEFAULT: Final = "CN"
PERMISSION: Final = "policy.edit"
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
def set_exceptions(*, actor: Any, code: str, days: Mapping[date, tuple[bool, str]]) -> None:
    """Override whether each of `days` is a working day; the value also holds a note."""
    calendar = _locked(actor, code)
    for day, (is_working, note) in days.items():
        CalendarException.objects.update_or_create(
            calendar=calendar, date=day, defaults={"is_working": is_working, "note": note}
        )
    _changed(actor, calendar, {f"{day}": _said(*value) for day, value in sorted(days.items())})


@transaction.atomic
def remove_exception(*, actor: Any, code: str, day: date) -> None:
    """Remove the exception of `day`; the country's calendar applies again."""
    calendar = _locked(actor, code)
    rows = CalendarException.objects.filter(calendar=calendar, date=day)
    before = {f"{row.date}": _said(row.is_working, row.note) for row in rows}
    if rows.delete()[0]:
        _changed(actor, calendar, {f"{day}": ""}, before=before)


@transaction.atomic
def set_hours(*, actor: Any, code: str, day_start: time, day_end: time) -> None:
    """Set the daily working hours of the calendar `code`."""
    if day_end <= day_start:
        raise RuleViolation("day_ends_before_it_starts", field="day_end")
    calendar = _locked(actor, code)
    before = _hours(calendar)
    calendar.day_start, calendar.day_end = day_start, day_end
    calendar.save(update_fields=["day_start", "day_end"])
    _changed(actor, calendar, _hours(calendar), before=before)


def _hours(calendar: Calendar) -> dict[str, str]:
    return {name: f"{getattr(calendar, name):%H:%M}" for name in ("day_start", "day_end")}


def _said(is_working: bool, note: str) -> str:
    return " ".join(filter(None, ("working" if is_working else "off", note)))


def _locked(actor: Any, code: str) -> Calendar:
    require(actor is None or actor.may(PERMISSION), PERMISSION)
    return Calendar.objects.select_for_update().get(code=code)


def _changed(
    actor: Any, calendar: Calendar, after: dict[str, Any], *, before: dict[str, Any] | None = None
) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    subject = calendar.pk, calendar.name
    send_change(actor, "kernel.calendar_changed", subject, before=before, after=after)
