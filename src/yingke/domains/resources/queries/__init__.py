"""Reads of the resources package, limited to what the user may see."""

from yingke.domains.resources.queries.bookings import (
    answers_for,
    blocked_between,
    blocked_time,
    blocking,
    bookings_between,
    bookings_of,
    free_resources,
    visible_bookings,
)
from yingke.domains.resources.queries.changes import schedule_version
from yingke.domains.resources.queries.duplicates import (
    DuplicateBooking,
    Serving,
    find_duplicates,
    needs_of,
    serving,
    upcoming_duplicates,
)
from yingke.domains.resources.queries.free import (
    FreePerson,
    FreeResource,
    Wanted,
    find_people,
    find_resources,
)
from yingke.domains.resources.queries.register import (
    hotels_visible_to,
    kit_visible_to,
    resource_choices,
    rooms_visible_to,
    search,
    suppliers_visible_to,
    vehicles_visible_to,
    visible_to,
)
from yingke.domains.resources.queries.utilisation import UtilisationLine, utilisation, weeks

__all__ = [
    "DuplicateBooking",
    "FreePerson",
    "FreeResource",
    "Serving",
    "UtilisationLine",
    "Wanted",
    "answers_for",
    "blocked_between",
    "blocked_time",
    "blocking",
    "bookings_between",
    "bookings_of",
    "find_duplicates",
    "find_people",
    "find_resources",
    "free_resources",
    "hotels_visible_to",
    "kit_visible_to",
    "needs_of",
    "resource_choices",
    "rooms_visible_to",
    "schedule_version",
    "search",
    "serving",
    "suppliers_visible_to",
    "upcoming_duplicates",
    "utilisation",
    "vehicles_visible_to",
    "visible_bookings",
    "visible_to",
    "weeks",
]
