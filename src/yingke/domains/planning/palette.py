"""Proposed plans in ⌘K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.terms import OPEN_STATES
from yingke.foundation.ui import palette

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PLAN = ("排期建议", "proposed plan", "proposal", "plan")


def open_proposals(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return open proposals of matching visits, or all for “plan” (排期)."""
    if not query:
        return []
    rows = queries.without_plans().filter(
        state__in=OPEN_STATES, pk__in=queries.visible_to(user).values("pk")
    )
    if not palette.fits(query, _("Proposed plan"), *PLAN):
        rows = rows.filter(visit__search_text__contains=query.casefold())
    return [
        palette.Hit(
            f"{row.visit.account.label} · {row.visit.title}",
            row.get_state_display(),
            reverse("planning:plan", args=[row.visit_id]),
            "sparkles",
            _("Proposed plan"),
        )
        for row in rows.select_related("visit__account")[:limit]
    ]


palette.register(open_proposals)
