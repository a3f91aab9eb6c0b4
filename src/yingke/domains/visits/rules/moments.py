"""Days and times of day that a Chinese or English text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_TO: Final = r"\s{0,2}(?:-|–|—|~|至|到|to|until)\s{0,2}"
_ORDINAL: Final = r"(?:st|nd|rd|th)?"
_DAY_FORMS: Final = (
    # 2026年12月2日至4日, 12月2日-12月4日
    (
        rf"(?:(?P<y>\d{{4}})\s?年\s?)?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?"
        rf"(?:(?:[（(][^()（）]{{1,6}}[）)])?{_TO}(?:(?P<m2>\d{{1,2}})\s?月\s?)?(?P<d2>\d{{1,2}})\s?[日号])?"
    ),
    # 2026-12-02, 2026/12/2, 2026.12.2
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
    # 2–4 December 2026, 2nd of December
    (
        rf"\b(?P<d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d2>\d{{1,2}}){_ORDINAL})?(?:\s+of)?\s+"
        rf"(?P<mn>{_MONTH})\b\.?(?:,?\s+(?P<y>\d{{4}}))?"
    ),
    # December 2–4, 2026
    (
        rf"\b(?P<mn>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}}){_ORDINAL}(?!\d)"
        rf"(?:{_TO}(?P<d2>\d{{1,2}}){_ORDINAL}(?!\d))?(?:,?\s+(?P<y>\d{{4}}))?"
    ),
)
_DAYS: Final = tuple(re.compile(form, re.IGNORECASE) for form in _DAY_FORMS)
_TIME: Final = re.compile(
    r"(?P<part>上午|早上|中午|下午|傍晚|晚上)?\s?"
    r"(?P<h>\d{1,2})\s?(?:[:：](?P<min>\d{2})|[点时](?P<half>半|(?P<min2>\d{1,2})\s?分?)?)"
    r"(?:\s?(?P<ampm>[ap])\.?m\b\.?)?"
    r"|\b(?P<h12>\d{1,2})\s?(?P<ampm12>[ap])\.?m\b\.?",
    re.IGNORECASE,
)
AFTERNOON: Final = ("下午", "傍晚", "晚上", "中午")


@dataclass(frozen=True)
class DayNamed:
    """A day, or a first and last one, with the place in the text at which it stands."""

    first: date
    last: date | None
    start: int
    end: int


@dataclass(frozen=True)
class TimeNamed:
    at: time
    start: int
    end: int


def days(text: str, *, today: date) -> list[DayNamed]:
    """The days that a text names, in its order; one without a year is the next such day."""
    found = [
        named
        for form in _DAYS
        for match in form.finditer(text)
        if (named := _day(match, today)) is not None
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[DayNamed] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def times(text: str) -> Iterator[TimeNamed]:
    """The times of day that a text names, in its order."""
    for match in _TIME.finditer(text):
        at = _time(match)
        if at is not None:
            yield TimeNamed(at, match.start(), match.end())


def _day(match: re.Match[str], today: date) -> DayNamed | None:
    parts = match.groupdict()
    month = MONTHS[parts["mn"].casefold()] if parts.get("mn") else int(parts["m"])
    year = int(parts["y"]) if parts["y"] else None
    try:
        first = _next(year, month, int(parts["d"]), today)
        last = None
        if parts.get("d2"):
            last = date(first.year, int(parts.get("m2") or month), int(parts["d2"]))
    except ValueError:
        return None
    if last is not None and last < first:
        return None
    return DayNamed(first, last, match.start(), match.end())


def _next(year: int | None, month: int, day: int, today: date) -> date:
    if year is not None:
        return date(year, month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _time(match: re.Match[str]) -> time | None:
    hour = int(match["h"] or match["h12"])
    minute = 30 if match["half"] == "半" else int(match["min"] or match["min2"] or 0)
    half_day = (match["ampm"] or match["ampm12"] or "").casefold()
    if hour < 12 and (half_day == "p" or (match["part"] in AFTERNOON and hour != 11)):
        hour += 12
    elif hour == 12 and half_day == "a":
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
