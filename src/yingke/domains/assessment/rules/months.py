"""Calendar months in the company's time zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month: `[start, end)`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Parse `2025-11`; RuleViolation("month_unreadable") for anything else."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        year, number = map(int, found.groups()) if found else (0, 0)
        if not (1 <= number <= 12 and 1970 <= year < 9999):
            raise RuleViolation("month_unreadable", field="month", text=text)
        return cls(year, number)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> "Month":
        """Return the month `count` months later (earlier if negative)."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def start(self, tz: tzinfo) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=tz)

    def end(self, tz: tzinfo) -> datetime:
        """The first moment of the next month."""
        return self.plus(1).start(tz)

    def last_twelve(self) -> tuple["Month", ...]:
        """Return the twelve months up to this one, in order."""
        return tuple(self.plus(back) for back in range(-11, 1))


def default_month(today: date) -> Month:
    """The month of a week ago: the first days of a month have little to count."""
    return Month.of(today - timedelta(days=7))


def offered(shown: Month, *, latest: Month) -> list[Month]:
    """Return the months to choose from: the last two years, newest first, and the shown one."""
    return sorted({shown, *(latest.plus(-back) for back in range(24))}, reverse=True)
