"""Times and buffers of bookings, and how two bookings clash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yingke.foundation.kernel.errors import RuleViolation

LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Buffers:
    """Minutes kept free before and after each booking of a resource."""

    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Held:
    """A booking as the rules see it: `[starts_at, ends_at)`, aware."""

    booking_id: int
    starts_at: datetime
    ends_at: datetime
    blocked_from: datetime
    blocked_until: datetime


@dataclass(frozen=True)
class Clash:
    """The booking in the way of a requested time.

    `only_buffers`: the times do not overlap, only their buffers do. `next_start` is the first
    later start with the same length free.
    """

    held: Held
    only_buffers: bool
    next_start: datetime


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise RuleViolation `ends_before_start` or `too_long` (more than 31 days)."""
    if ends_at <= starts_at:
        raise RuleViolation("ends_before_start", field="ends_at", start=starts_at)
    if ends_at - starts_at > LONGEST:
        raise RuleViolation("too_long", field="ends_at", days=LONGEST.days)


def blocked(starts_at: datetime, ends_at: datetime, buffers: Buffers) -> tuple[datetime, datetime]:
    """Return the time of a booking with its buffers."""
    before, after = timedelta(minutes=buffers.before), timedelta(minutes=buffers.after)
    return starts_at - before, ends_at + after


def explain_clash(
    starts_at: datetime, ends_at: datetime, buffers: Buffers, others: Iterable[Held]
) -> Clash | None:
    """Return the first booking in the way of a requested time, or None if it is free."""
    in_order = sorted(others, key=lambda held: (held.blocked_from, held.booking_id))
    low, high = blocked(starts_at, ends_at, buffers)
    first = next((held for held in in_order if _overlap(low, high, held)), None)
    if first is None:
        return None
    touching = first.starts_at < ends_at and starts_at < first.ends_at
    return Clash(first, not touching, _next_start(starts_at, ends_at, buffers, in_order))


def _next_start(
    starts_at: datetime, ends_at: datetime, buffers: Buffers, in_order: list[Held]
) -> datetime:
    length = ends_at - starts_at
    start = starts_at
    for held in in_order:
        low, high = blocked(start, start + length, buffers)
        if _overlap(low, high, held):
            start = held.blocked_until + timedelta(minutes=buffers.before)
    return start


def _overlap(low: datetime, high: datetime, held: Held) -> bool:
    return low < held.blocked_until and held.blocked_from < high
