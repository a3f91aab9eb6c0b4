"""Bookings that one need has twice."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Serving:
    """An active booking and the need that it serves; `heads` is how many it must seat."""

    booking_id: int
    need: Hashable
    kind: str
    capacity: int
    heads: int
    starts_at: datetime
    ends_at: datetime
    excused: bool = False

    def overlaps(self, other: "Serving") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Duplicate:
    """`surplus` could be released: `kept` serves the same need at that time."""

    kept: Serving
    surplus: Serving


def find_duplicates(bookings: Iterable[Serving]) -> list[Duplicate]:
    """Return the bookings without which their need would still be served, by start.

    Two bookings of one kind of resource for the same need at the same time: the smaller one that
    seats everybody is kept, else the larger one. Where one alone is too small, both are needed, and
    so is one that is `excused` beside any other.
    """
    by_need: dict[Hashable, list[Serving]] = {}
    for one in bookings:
        if one.excused:
            continue
        by_need.setdefault((one.need, one.kind), []).append(one)
    found = [pair for rows in by_need.values() if len(rows) > 1 for pair in _of_need(rows)]
    return sorted(found, key=lambda pair: (pair.surplus.starts_at, pair.surplus.booking_id))


def _of_need(rows: list[Serving]) -> Iterable[Duplicate]:
    kept: list[Serving] = []
    for one in sorted(rows, key=_first_kept):
        enough = (k for k in kept if k.capacity >= one.heads and k.overlaps(one))
        other = next(enough, None)
        if other is None:
            kept.append(one)
        else:
            yield Duplicate(other, one)


def _first_kept(one: Serving) -> tuple[bool, int, int]:
    fits = one.capacity >= one.heads
    size = one.capacity if fits else -one.capacity
    return not fits, size, one.booking_id
