"""Who may keep the staff register; everyone with a role may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.people.models import Staff
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "people.edit": _("Edit staff, their skills and absences"),
}
DEFAULT_ROLES = {
    "people.edit": ("coordinator", "admin"),
}


def can_edit(actor: User, row: object = None) -> bool:
    """Tell whether the actor keeps the staff register and the skills."""
    return actor.may("people.edit")


def can_note_absence(actor: User, staff: Staff) -> bool:
    """Tell whether the actor may say when this person is away: editors, and the person."""
    return can_edit(actor) or staff.user_id == actor.pk
