"""What customers put on the home page: the reader's own that are not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingke.domains.customers import queries
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


home.panels.add(Panel("quality", "side", 60, "customers/parts/quality_home.html", _quality))
