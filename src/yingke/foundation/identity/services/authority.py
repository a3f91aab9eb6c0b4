"""Checks that several use cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.identity.permissions import require

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def require_manager(actor: User | None) -> None:
    """Raise NotAllowed unless the actor is the system or manages identities."""
    require(actor is None or actor.may("identity.manage"), "identity.manage")
