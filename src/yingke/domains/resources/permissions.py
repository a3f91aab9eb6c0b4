"""Permissions to book, confirm and edit resources; everyone with a role may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.resources.models import Booking
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "resources.book": _("Book rooms, vehicles and equipment"),
    "resources.confirm": _("Confirm, move and cancel anyone's bookings"),
    "resources.edit": _("Edit rooms, vehicles, equipment, hotels and suppliers"),
}
DEFAULT_ROLES = {
    "resources.book": ("coordinator", "host", "logistics", "it", "account-manager"),
    "resources.confirm": ("coordinator", "logistics"),
    "resources.edit": ("coordinator", "logistics", "admin"),
}


def can_book(actor: User) -> bool:
    return actor.may("resources.book")


def can_edit(actor: User, row: object = None) -> bool:
    """Whether the actor may edit resources; one permission covers all of them."""
    return actor.may("resources.edit")


def can_change(actor: User, booking: Booking) -> bool:
    """Whether the actor may move or cancel a booking: their own, or anyone's."""
    if actor.may("resources.confirm"):
        return True
    return actor.may("resources.book") and booking.booked_by_id == actor.pk


def can_confirm(actor: User) -> bool:
    return actor.may("resources.confirm")
