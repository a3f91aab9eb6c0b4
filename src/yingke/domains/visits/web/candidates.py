"""Resources to book for an agenda item and staff to invite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, Value, When

from yingke.domains.customers.terms import Language
from yingke.domains.people import queries as people
from yingke.domains.people.models import Staff
from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.visits.models import AgendaItem, Visit

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


def languages_of(visit: Visit) -> list[str]:
    """Languages the guests need besides Chinese; falls back to the customer's."""
    named = visit.guests.values_list("contact__language", flat=True)
    needed = set(named) or {visit.account.language}
    return sorted(needed - {Language.CHINESE.value})


def to_invite(languages: list[str]) -> QuerySet[Staff]:
    """Return staff: speakers of all these languages first, then of some."""
    fluent = Case(
        When(languages__contains=languages, then=Value(0)),
        When(languages__overlap=languages, then=Value(1)),
        default=Value(2),
    )
    return people.staff_choices().order_by(fluent, "sort_key", "pk")
