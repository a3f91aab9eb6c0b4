"""What could be booked for an item of the agenda, free or taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.visits.models import AgendaItem

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Candidate:
    """A resource of the site, with the booking in its way at the time of the item."""

    resource: Resource
    taken: Booking | None
    too_small: bool


def for_item(user: User, item: AgendaItem, kind: str) -> list[Candidate]:
    """Return the site's resources of a kind: free ones first, large enough before small."""
    rows = resources.resource_choices(kind).filter(site=item.visit.site)
    taken = resources.bookings_between(user, item.starts_at, item.ends_at, kinds=(kind,))
    by_resource = {booking.resource_id: booking for booking in taken}
    found = [
        Candidate(row, by_resource.get(row.pk), 0 < row.capacity < item.visit.headcount)
        for row in rows
    ]
    return sorted(
        found, key=lambda one: (one.taken is not None, one.too_small, one.resource.capacity)
    )
