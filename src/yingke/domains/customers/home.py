"""What possible duplicates put on the home page of those who may merge them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingke.domains.customers import permissions, queries
from yingke.foundation.ui import home
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _duplicates(user: User, page: Any) -> int | None:
    """How many pairs wait that can be merged; no card without one."""
    if not permissions.can_merge(user):
        return None
    return queries.duplicates.waiting(user).filter(kept_apart=False).count() or None


home.panels.add(Panel("duplicates", "side", 34, "customers/duplicates/home.html", _duplicates))
