"""The times of a booking, its buffers, and why it clashes with another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yingke.foundation.kernel.errors import RuleViolation

LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Buffers:
    """Minutes that a resource is kept free before and after each booking."""

    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Held:
    """A booking as the rule sees it; times are aware, `ends_at` is not part of it."""

    booking_id: int
    starts_at: datetime
    ends_at: datetime
    blocked_from: datetime
    blocked_until: datetime


@dataclass(frozen=True)
class Clash:
    """Why a wanted time cannot be had: the booking in the way.

    `only_buffers` says that the two times themselves do not touch, only what is kept free around
    them. `next_start` is the first later start that is free for the same length.
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
    """The time that a booking takes with its buffers."""
    before, after = timedelta(minutes=buffers.before), timedelta(minutes=buffers.after)
    return starts_at - before, ends_at + after


def explain_clash(
    starts_at: datetime, ends_at: datetime, buffers: Buffers, others: Iterable[Held]
) -> Clash | None:
    """The first booking in the way of a wanted time, or None when the time is free."""
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
