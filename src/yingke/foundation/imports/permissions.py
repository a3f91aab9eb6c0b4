"""Who may see and undo an import."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.imports.models import Import

PERMISSIONS = {"imports.manage": _("See and undo the imports of others")}
DEFAULT_ROLES = {"imports.manage": ("admin",)}


def can_handle(actor: "User", imported: "Import") -> bool:
    """Whether the actor may go on with, cancel or undo an import: their own, or any of them."""
    return imported.actor_id == actor.pk or actor.may("imports.manage")
