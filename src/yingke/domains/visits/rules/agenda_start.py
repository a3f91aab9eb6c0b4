"""An agenda from a pattern: a standard one, or that of an earlier visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from yingke.domains.visits.rules.agenda import Bounds, check_times
from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Part:
    """One person to ask; `staff_id` is who had this part the last time."""

    role: str
    staff_id: int | None = None


@dataclass(frozen=True)
class Pattern:
    """An item at a time relative to the arrival.

    `starts` counts minutes from the arrival's time of day on day `day` of the visit (1 is the day
    of arrival), by the clock of the site; `length` is in minutes.
    """

    kind: str
    name: str
    name_en: str
    day: int
    starts: int
    length: int
    parts: tuple[Part, ...] = ()
    resource_kind: str = ""
    resource_id: int | None = None
    place: str = ""
    note: str = ""
    interactive: bool = False


@dataclass(frozen=True)
class Placed:
    """A pattern at its time in a visit."""

    pattern: Pattern
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Times:
    """The items that fit into the visit, in order, and those that do not."""

    items: list[Placed] = field(default_factory=list)
    outside: list[Pattern] = field(default_factory=list)


def relative(starts_at: datetime, arrives_at: datetime, tz: tzinfo) -> tuple[int, int]:
    """The day and the minutes of `Pattern` for a moment of a visit."""
    start, arrival = starts_at.astimezone(tz), arrives_at.astimezone(tz)
    day = (start.date() - arrival.date()).days
    return day + 1, (start.hour - arrival.hour) * 60 + start.minute - arrival.minute


def place(patterns: Iterable[Pattern], bounds: Bounds, tz: tzinfo) -> Times:
    """Put each item at its time; what lies outside the visit is left out."""
    times = Times()
    arrival = bounds.arrives_at.astimezone(tz)
    for pattern in patterns:
        # by the wall clock, so that a change of summer time moves nothing
        shift = timedelta(days=pattern.day - 1, minutes=pattern.starts)
        starts_at = (arrival.replace(tzinfo=None) + shift).replace(tzinfo=tz)
        ends_at = starts_at + timedelta(minutes=pattern.length)
        try:
            check_times(starts_at, ends_at, bounds)
        except RuleViolation:
            times.outside.append(pattern)
        else:
            times.items.append(Placed(pattern, starts_at, ends_at))
    times.items.sort(key=lambda placed: placed.starts_at)
    return times


@dataclass(frozen=True)
class Option:
    """A resource that may serve an item; `low` and `high` enclose the item with its buffers."""

    resource_id: int
    low: datetime
    high: datetime


@dataclass(frozen=True)
class Taken:
    """A time for which a resource is held, buffers included."""

    resource_id: int
    low: datetime
    high: datetime


def first_free(options: Sequence[Option], taken: Iterable[Taken]) -> Option | None:
    """The first option that nothing is in the way of."""
    held: dict[int, list[Taken]] = {}
    for one in taken:
        held.setdefault(one.resource_id, []).append(one)
    return next(
        (
            option
            for option in options
            if not any(
                option.low < one.high and one.low < option.high
                for one in held.get(option.resource_id, ())
            )
        ),
        None,
    )
