"""Availability of a person: absences and duties, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Span:
    """`[starts_at, ends_at)`, both aware."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether two spans overlap; adjacent ones do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Occupied:
    """A busy interval with its reason (absence kind or duty)."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Availability:
    """Clashes of a requested time; none if the person is free.

    `free_from` is the first moment with the whole length free (None if that is the requested
    time).
    """

    clashes: tuple[Occupied, ...]
    free_from: datetime | None

    @property
    def is_free(self) -> bool:
        return not self.clashes


def check_span(starts_at: datetime, ends_at: datetime) -> Span:
    """Return the span, or raise RuleViolation `ends_before_start`."""
    if ends_at <= starts_at:
        raise RuleViolation("ends_before_start", field="ends_at", start=starts_at)
    return Span(starts_at, ends_at)


def availability(wanted: Span, occupied: Iterable[Occupied]) -> Availability:
    """Compare a requested time with a person's busy intervals."""
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
