"""Visits in ⌘K: by title, number or customer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits.queries import lists
from yingke.foundation.identity.models import User
from yingke.foundation.ui import dates, palette


def visits(user: User, query: str, limit: int) -> list[palette.Hit]:
    """The visits that fit, the latest arrival first."""
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


palette.register(visits)
