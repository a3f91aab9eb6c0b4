"""How often a customer is contacted: counts in a week over all teams, beside the limits (P26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Touch:
    """A contact on a day, made or planned; `person` is None if it is with the whole company."""

    day: date
    person: int | None


@dataclass(frozen=True)
class Limits:
    """At most so many contacts in any seven days."""

    person: int
    customer: int


@dataclass(frozen=True)
class Load:
    """The contacts of the seven days that hold most of them around a day."""

    count: int
    limit: int

    @property
    def is_full(self) -> bool:
        """One more would go beyond the limit."""
        return self.count >= self.limit


def around(touches: Iterable[Touch], day: date) -> int:
    """The most contacts that any seven days with `day` among them hold, this one not counted."""
    days = [touch.day for touch in touches if abs(touch.day - day) < WEEK]
    starts = [day - timedelta(days=back) for back in range(WEEK.days)]
    return max(sum(start <= one < start + WEEK for one in days) for start in starts)


def loads(
    touches: Sequence[Touch], day: date, person: int | None, limits: Limits
) -> tuple[Load, Load | None]:
    """How full the week around a day is for the customer and, if one is given, for a person."""
    customer = Load(around(touches, day), limits.customer)
    if person is None:
        return customer, None
    own = [touch for touch in touches if touch.person == person]
    return customer, Load(around(own, day), limits.person)
