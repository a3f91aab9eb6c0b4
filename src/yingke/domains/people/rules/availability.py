"""Whether a person can be asked for a time: absences and other duties, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Span:
    """From `starts_at` until before `ends_at`, both aware."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a moment; touching ends do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Occupied:
    """A time a person cannot be asked for, and why (an absence kind, or what the duty is)."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Availability:
    """The answer for a wanted time: who is free has no clash.

    `free_from` is the first moment from which the whole wanted length is free (None if it is now).
    """

    clashes: tuple[Occupied, ...]
    free_from: datetime | None

    @property
    def is_free(self) -> bool:
        """Tell whether nothing stands against the wanted time."""
        return not self.clashes


def check_span(starts_at: datetime, ends_at: datetime) -> Span:
    """The span, or RuleViolation `ends_before_start`."""
    if ends_at <= starts_at:
        raise RuleViolation("ends_before_start", field="ends_at", start=starts_at)
    return Span(starts_at, ends_at)


def availability(wanted: Span, occupied: Iterable[Occupied]) -> Availability:
    """Compare a wanted time with everything that occupies the person."""
    in_order = sorted(occupied, key=lambda item: item.span.starts_at)
    clashes = tuple(item for item in in_order if item.span.overlaps(wanted))
    if not clashes:
        return Availability((), None)
    length = wanted.ends_at - wanted.starts_at
    start = wanted.starts_at
    for item in in_order:
        if item.span.overlaps(Span(start, start + length)):
            start = item.span.ends_at
    return Availability(clashes, start)
