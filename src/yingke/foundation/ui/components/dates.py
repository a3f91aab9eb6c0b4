"""Filters that say dates and times: ``{{ event.starts_at|day_words }}``."""

from datetime import date, datetime

from yingke.foundation.ui import dates
from yingke.foundation.ui.components.library import register

for _filter in (
    dates.short_day,
    dates.day_words,
    dates.month_words,
    dates.weekday,
    dates.hour,
    dates.due_words,
    dates.due_tone,
    dates.ago,
):
    register.filter(_filter.__name__, _filter)


@register.filter
def full(moment: datetime | None) -> str:
    """A moment with its year; nothing for one that is not known."""
    return dates.full(moment) if moment else ""


@register.filter
def year_day(moment: datetime | date | None) -> str:
    """A day with its year; nothing for one that is not known."""
    return dates.year_day(moment) if moment else ""
