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

__all__ = [
    "answers_for",
    "blocked_between",
    "blocked_time",
    "blocking",
    "bookings_between",
    "bookings_of",
    "free_resources",
    "hotels_visible_to",
    "kit_visible_to",
    "resource_choices",
    "rooms_visible_to",
    "search",
    "suppliers_visible_to",
    "vehicles_visible_to",
    "visible_bookings",
    "visible_to",
]
