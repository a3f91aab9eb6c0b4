"""Bookings that one need has twice (资源重复配置)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yingke.domains.resources import registers
from yingke.domains.resources.models import Booking
from yingke.domains.resources.queries.bookings import visible_bookings
from yingke.domains.resources.rules.duplicates import Serving, find_duplicates
from yingke.domains.resources.terms import BookingState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.resources.registers import Need
    from yingke.foundation.identity.models import User

__all__ = [
    "DuplicateBooking",
    "Serving",
    "find_duplicates",
    "needs_of",
    "serving",
    "upcoming_duplicates",
]

MOST: Final = 2000  # bookings looked at


@dataclass(frozen=True)
class DuplicateBooking:
    """`surplus` could be released, since `kept` serves the same need at that time."""

    kept: Booking
    surplus: Booking
    title: str
    url: str


def upcoming_duplicates(user: User) -> list[DuplicateBooking]:
    """Return the duplicates among the visible bookings that have not ended, soonest first."""
    rows = (
        visible_bookings(user)
        .exclude(state=BookingState.CANCELLED)
        .filter(ends_at__gt=clock.now())
        .select_related("resource__site", "booked_by")
        .order_by("starts_at", "pk")
    )
    bookings = {row.pk: row for row in rows[:MOST]}
    needs = needs_of(bookings)
    found = []
    for pair in find_duplicates(serving(row, needs.get(row.pk)) for row in bookings.values()):
        kept, surplus = bookings[pair.kept.booking_id], bookings[pair.surplus.booking_id]
        need = needs.get(surplus.pk)
        title, url = (need.title, need.url) if need else (surplus.label, "")
        found.append(DuplicateBooking(kept, surplus, title, url))
    return found


def needs_of(booking_ids: Iterable[int]) -> dict[int, Need]:
    """Return what bookings are needed for, as packages above know it: one query for each."""
    keys = list(booking_ids)
    return {key: need for use in registers.uses for key, need in use.needs(keys).items()}


def serving(booking: Booking, need: Need | None) -> Serving:
    """Return a booking as the rule sees it; one without a need stands for its maker's purpose."""
    own: Hashable = (booking.booked_by_id, booking.label.casefold())
    return Serving(
        booking_id=booking.pk,
        need=need.key if need else own,
        kind=booking.resource.kind,
        capacity=booking.resource.capacity,
        heads=need.heads if need else 0,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        excused=bool(booking.extra_reason),
    )
