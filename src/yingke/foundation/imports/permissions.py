"""Who may go on with an import, and who may undo one."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.imports.models import Import

PERMISSIONS = {"imports.manage": _("See and undo the imports of others")}
DEFAULT_ROLES = {"imports.manage": ("admin",)}


def can_continue(actor: "User", imported: "Import") -> bool:
    """Whether the actor may go on with an import, which is written in the importer's name."""
    return imported.actor_id == actor.pk


def can_undo(actor: "User", imported: "Import") -> bool:
    """Whether the actor may cancel or undo an import: their own, or any of them."""
    return can_continue(actor, imported) or actor.may("imports.manage")
