"""Filters that say dates and times: ``{{ event.starts_at|day_words }}``."""

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
    dates.full,
):
    register.filter(_filter.__name__, _filter)
