"""Services of the resources package, its only writers."""

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
from yingke.domains.resources.services.undo import (
    UNDO_WITHIN,
    drag_booking,
    restore_state,
    undo_drag,
)

__all__ = [
    "UNDO_WITHIN",
    "book",
    "cancel_booking",
    "confirm_booking",
    "drag_booking",
    "hold",
    "move_booking",
    "place",
    "release",
    "restore_state",
    "save_hotel",
    "save_kit",
    "save_room",
    "save_supplier",
    "save_vehicle",
    "undo_drag",
]
