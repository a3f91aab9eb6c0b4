"""What customers put on the home page: data that is missing, and possible duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.queries import quality
from yingke.foundation.ui import home
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _quality(user: User, page: Any) -> dict[str, int] | None:
    """How many of the customers that the reader manages lack data."""
    if not queries.sees_customers(user):
        return None
    count, lacking = quality.of_owner(user)
    return {"count": count, "open": lacking} if lacking else None


def _duplicates(user: User, page: Any) -> int | None:
    """How many pairs wait that can be merged; no card without one."""
    if not permissions.can_merge(user):
        return None
    return queries.duplicates.waiting(user).filter(kept_apart=False).count() or None


home.panels.add(
    Panel("duplicates", "side", 34, "customers/duplicates/home.html", _duplicates),
    Panel("quality", "side", 60, "customers/parts/quality_home.html", _quality),
)
