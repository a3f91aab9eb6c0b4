"""Dates and times in words, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

from yingke.foundation.kernel import clock

WEEKDAYS: Final = (
    pgettext_lazy("short weekday", "Mon"),
    pgettext_lazy("short weekday", "Tue"),
    pgettext_lazy("short weekday", "Wed"),
    pgettext_lazy("short weekday", "Thu"),
    pgettext_lazy("short weekday", "Fri"),
    pgettext_lazy("short weekday", "Sat"),
    pgettext_lazy("short weekday", "Sun"),
)
MONTHS: Final = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)


def local(moment: datetime) -> datetime:
    """The moment in the reader's time zone."""
    return timezone.localtime(moment)


def today() -> date:
    """The date on the reader's wall."""
    return timezone.localtime(clock.now()).date()


def short_day(moment: datetime | date) -> str:
    """11-24, 24 Nov: short enough for a step or the end of a row."""
    day = _day(moment)
    if _in_numbers():
        return f"{day.month:02}-{day.day:02}"
    return f"{day.day} {MONTHS[day.month - 1]}"


def year_day(moment: datetime | date) -> str:
    """2026-11-24, 24 Nov 2026."""
    day = _day(moment)
    return day.isoformat() if _in_numbers() else f"{short_day(day)} {day.year}"


def day_words(moment: datetime | date) -> str:
    """11月24日 周二, Tue 24 Nov."""
    day = _day(moment)
    return pgettext("a day with its weekday", "{weekday} {day} {month}").format(
        weekday=weekday(day), day=day.day, month=MONTHS[day.month - 1]
    )


def weekday(day: date) -> str:
    """周二, Tue."""
    return str(WEEKDAYS[day.weekday()])


def month_words(day: date) -> str:
    """2026年11月, Nov 2026."""
    return pgettext("a month with its year", "{month} {year}").format(
        month=MONTHS[day.month - 1], year=day.year
    )


def hour(moment: datetime) -> str:
    """09:40 on the reader's clock."""
    return local(moment).strftime("%H:%M")


def hours(starts: datetime, ends: datetime) -> str:
    """09:40–10:20."""
    return f"{hour(starts)}–{hour(ends)}"


def span(starts: datetime, ends: datetime) -> str:
    """The days of a span: 11月24日 周二 – 25日 周三, or one day alone."""
    first, last = _day(starts), _day(ends)
    if first == last:
        return day_words(first)
    return f"{day_words(first)} – {day_words(last)}"


def due_words(moment: datetime) -> str:
    """今天 18:00, 明天 12:00, 11-20: when something is due, as one says it."""
    day, now = _day(moment), today()
    if day == now:
        return gettext("Today %(time)s") % {"time": hour(moment)}
    if day == now + timedelta(days=1):
        return gettext("Tomorrow %(time)s") % {"time": hour(moment)}
    if day == now - timedelta(days=1):
        return gettext("Yesterday %(time)s") % {"time": hour(moment)}
    return short_day(day) if day.year == now.year else year_day(day)


def due_tone(moment: datetime) -> str:
    """Red when it is late, amber when it is due today."""
    if moment < clock.now():
        return "red"
    return "amber" if _day(moment) <= today() else "neutral"


def ago(moment: datetime) -> str:
    """12 分钟前: how long ago something happened, exact to what matters."""
    minutes = int((clock.now() - moment).total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    if minutes < 7 * 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return full(moment)


def days_until(moment: datetime) -> int:
    """Days on the calendar from today; negative once it has passed."""
    return (_day(moment) - today()).days


def full(moment: datetime) -> str:
    """2026-11-24 09:40, 24 Nov 2026 09:40."""
    return f"{year_day(moment)} {hour(moment)}"


def minutes_words(minutes: int) -> str:
    """1 小时 30 分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}
    whole = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    if not rest:
        return whole
    return whole + " " + ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}


def _in_numbers() -> bool:
    """Whether the reader's language writes days in numbers, the year first."""
    return (get_language() or "").startswith("zh")


def _day(moment: datetime | date) -> date:
    return local(moment).date() if isinstance(moment, datetime) else moment
