"""Reactions to events of packages below."""

from typing import Any

from yingke.domains.assessment import services
from yingke.domains.assessment.queries.facts import EVENTS
from yingke.domains.resources import events as resources
from yingke.domains.visits import events as visits
from yingke.domains.visits.models import AgendaBooking
from yingke.foundation.journal import subscribe
from yingke.foundation.journal.models import Entry

SUBSCRIBER = "assessment.months"


def refresh_months(entry: Entry, event: Any) -> None:
    """Refresh the monthly facts of a visit after an event that indicators count."""
    services.refresh(visit_ids=[entry.subject_id])


def refresh_bookings(entry: Entry, event: Any) -> None:
    """Refresh the visit for which a booking was made, after an event of the booking itself."""
    links = AgendaBooking.objects.filter(booking=entry.subject_id)
    if visit_ids := list(links.values_list("item__visit", flat=True)):
        services.refresh(visit_ids=visit_ids)


AGENDA = (visits.AgendaChanged, visits.ResourceBooked, visits.ResourceReleased)
BOOKINGS = (
    resources.BookingCancelled,
    resources.BookingReleased,
    resources.BookingMoved,
    resources.DuplicateExcused,
)
for _event in (*EVENTS, *AGENDA):
    subscribe(_event, name=SUBSCRIBER)(refresh_months)
for _booking_event in BOOKINGS:
    subscribe(_booking_event, name=SUBSCRIBER)(refresh_bookings)
