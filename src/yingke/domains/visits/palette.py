"""Visits and open approvals in the ⌘K palette, by title, number or customer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits.queries import approvals, lists
from yingke.foundation.identity.models import User
from yingke.foundation.ui import dates, palette


def visits(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return matching visits, latest arrival first."""
    return [
        palette.Hit(
            visit.title,
            f"{visit.number} · {visit.account.label} · {dates.short_day(visit.arrives_at)}"
            f" · {visit.get_state_display()}",
            reverse("visits:detail", args=[visit.pk]),
            "calendar-days",
            _("Visits"),
        )
        for visit in lists.search(user, query, limit)
    ]


def waiting_approvals(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return approvals the user may decide, of matching visits, or all for “approve” (审批)."""
    rows = approvals.waiting_for(user)
    if query.casefold() not in (_("Approve").casefold(), "审批", "approve", "approval"):
        rows = rows.filter(visit__search_text__contains=query.casefold())
    return [
        palette.Hit(
            f"{approval.visit.account.label} · {approval.visit.title}",
            approval.title,
            reverse("visits:decide", args=[approval.pk]),
            "clipboard-check",
            _("Approvals"),
        )
        for approval in rows[:limit]
    ]


palette.register(visits)
palette.register(waiting_approvals)
