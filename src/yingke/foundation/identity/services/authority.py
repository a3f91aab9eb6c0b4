"""Who may change people, roles and the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.identity.permissions import require

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def require_manager(actor: User | None) -> None:
    """Refuse everybody but the system and those who manage identities."""
    require(actor is None or actor.may("identity.manage"), "identity.manage")
