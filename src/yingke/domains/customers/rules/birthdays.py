"""When a birthday is next celebrated, by the Gregorian or the lunar calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from borax.calendars.lunardate import LunarDate

FIRST_LUNAR, LAST_LUNAR = date(1900, 1, 31), date(2100, 12, 31)  # what the calendar knows
LEAP: Final = 29


def next_birthday(born: date, today: date, *, lunar: bool) -> date:
    """The first day from today on that is celebrated; 29 February on the 28th in other years.

    A lunar day that a month lacks is celebrated on its last day, one born in a leap month in the
    month of the same number. Before 1900 and after 2100 the lunar calendar is not known: Gregorian.
    """
    if lunar and FIRST_LUNAR <= born <= LAST_LUNAR and today.year < LAST_LUNAR.year:
        return _next_lunar(LunarDate.from_solar(born), today)
    this_year = _in_year(born, today.year)
    return this_year if this_year >= today else _in_year(born, today.year + 1)


def _in_year(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _next_lunar(born: LunarDate, today: date) -> date:
    year = LunarDate.from_solar(today).year
    days = (_lunar_day(one, born.month, born.day) for one in (year, year + 1))
    return next(day for day in days if day >= today)


def _lunar_day(year: int, month: int, day: int) -> date:
    first: date = LunarDate(year, month, 1).to_solar_date()
    last = first + timedelta(days=day - 1)
    if day > LEAP and LunarDate.from_solar(last).month != month:
        return last - timedelta(days=1)
    return last
