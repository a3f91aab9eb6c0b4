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
from yingke.domains.resources.services.releases import (
    EARLY,
    excuse_duplicate,
    release_expired,
    release_no_shows,
    release_unused,
    use_booking,
)
from yingke.domains.resources.services.undo import (
    UNDO_WITHIN,
    drag_booking,
    restore_state,
    undo_drag,
)

__all__ = [
    "EARLY",
    "UNDO_WITHIN",
    "book",
    "cancel_booking",
    "confirm_booking",
    "drag_booking",
    "excuse_duplicate",
    "hold",
    "move_booking",
    "place",
    "release",
    "release_expired",
    "release_no_shows",
    "release_unused",
    "restore_state",
    "save_hotel",
    "save_kit",
    "save_room",
    "save_supplier",
    "save_vehicle",
    "undo_drag",
    "use_booking",
]
