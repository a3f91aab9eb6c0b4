"""How long people are on duty, and how much of it lies outside working hours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from yingke.domains.people.rules.availability import Span
from yingke.foundation.kernel.calendar import WorkingCalendar

NONE = timedelta()


@dataclass(frozen=True)
class Load:
    """Time on duty; `outside_hours` is the part of working days before or after hours."""

    total: timedelta = NONE
    outside_hours: timedelta = NONE
    days_off: timedelta = NONE

    @property
    def off_hours(self) -> timedelta:
        return self.outside_hours + self.days_off


@dataclass(frozen=True)
class Limits:
    """The most that a person should do in a month; zero sets no limit."""

    total: timedelta
    off_hours: timedelta

    def exceeded(self, load: Load) -> tuple[str, ...]:
        """Return which of `total` and `off_hours` are above their limit."""
        pairs = (
            ("total", load.total, self.total),
            ("off_hours", load.off_hours, self.off_hours),
        )
        return tuple(name for name, used, most in pairs if most and used > most)


def load_of(duties: Iterable[Span], calendar: WorkingCalendar, within: Span) -> Load:
    """Add up the duties within a span; times with several duties count once."""
    total = outside_hours = days_off = NONE
    for span in _merged(duties, within):
        for part in _by_day(span, calendar):
            length = part.ends_at - part.starts_at
            total += length
            if not calendar.is_working_day(part.starts_at.date()):
                days_off += length
            else:
                outside_hours += length - _in_hours(part, calendar)
    return Load(total, outside_hours, days_off)


def _merged(duties: Iterable[Span], within: Span) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(duties, key=lambda one: one.starts_at):
        start, end = max(span.starts_at, within.starts_at), min(span.ends_at, within.ends_at)
        if merged and start <= merged[-1].ends_at:
            merged[-1] = Span(merged[-1].starts_at, max(end, merged[-1].ends_at))
        elif start < end:
            merged.append(Span(start, end))
    return merged


def _by_day(span: Span, calendar: WorkingCalendar) -> Iterator[Span]:
    start, end = (moment.astimezone(calendar.tz) for moment in (span.starts_at, span.ends_at))
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time(), calendar.tz)
        yield Span(start, min(end, midnight))
        start = midnight


def _in_hours(part: Span, calendar: WorkingCalendar) -> timedelta:
    day = part.starts_at.date()
    opens = datetime.combine(day, calendar.day_start, calendar.tz)
    closes = datetime.combine(day, calendar.day_end, calendar.tz)
    return max(min(part.ends_at, closes) - max(part.starts_at, opens), NONE)
