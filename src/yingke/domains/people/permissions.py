"""Permissions to edit staff; everyone with a role may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.people.models import Staff
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "people.edit": _("Edit staff, their skills and absences"),
    "people.see_load": _("See how long everyone is on duty"),
}
DEFAULT_ROLES = {
    "people.edit": ("coordinator", "admin"),
    "people.see_load": ("coordinator", "manager", "director"),
}


def can_edit(actor: User, row: object = None) -> bool:
    """Whether the actor may edit staff and skills."""
    return actor.may("people.edit")


def can_note_absence(actor: User, staff: Staff) -> bool:
    """Whether the actor may record absences of this person: editors, and the person."""
    return can_edit(actor) or staff.user_id == actor.pk
