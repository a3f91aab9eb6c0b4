"""Use cases of the resources package: its only writers."""

from yingke.domains.resources.services.bookings import (
    book,
    cancel_booking,
    confirm_booking,
    hold,
    move_booking,
    place,
    release,
)
from yingke.domains.resources.services.register import (
    save_hotel,
    save_kit,
    save_room,
    save_supplier,
    save_vehicle,
)

__all__ = [
    "book",
    "cancel_booking",
    "confirm_booking",
    "hold",
    "move_booking",
    "place",
    "release",
    "save_hotel",
    "save_kit",
    "save_room",
    "save_supplier",
    "save_vehicle",
]
