"""Proposed plans and changes in ⌘K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.planning import notices, permissions
from yingke.domains.planning.queries import changes
from yingke.domains.planning.queries import days as planned
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.terms import OPEN_CHANGES, OPEN_STATES
from yingke.domains.planning.web.day_page import url_of
from yingke.domains.visits.queries import visible_to as visible_visits
from yingke.domains.visits.terms import UNDER_WAY_STATES
from yingke.foundation.ui import dates, palette

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

DAY = ("排这一天", "plan the day", "day")
CHANGE = ("临时变更", "变更", "change of plan", "change", "late")
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


def days(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return planning today, and the days that are being planned, for “plan the day” (排这一天)."""
    if not query or not permissions.can_plan_days(user):
        return []
    if not palette.fits(query, _("Plan the day"), *DAY):
        return []
    found = [
        (row.site.pk, row.day, f"{row.site.label} · {row.get_state_display()}")
        for row in planned.open_days(user)[: limit - 1]
    ]
    hits = [palette.Hit(_("Plan the day"), "", reverse("planning:day"), "sparkles", _("Actions"))]
    return hits + [
        palette.Hit(dates.day_words(day), note, url_of(site, day), "sparkles", _("Plan the day"))
        for site, day, note in found
    ]


def changes_of_plan(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return visits at hand whose plan may change, for “change” (临时变更), and open changes."""
    if not query or not palette.fits(query, _("Change of plan"), *CHANGE):
        return []
    rows = changes.listed().filter(
        state__in=OPEN_CHANGES, pk__in=changes.visible_to(user).values("pk")
    )
    found = [
        palette.Hit(
            notices.sentence(row),
            f"{row.visit.account.label} · {row.get_state_display()}",
            notices.url_of(row),
            "repeat",
            _("Change of plan"),
        )
        for row in rows.order_by("-pk")[:limit]
    ]
    visits = visible_visits(user).filter(state__in=UNDER_WAY_STATES).select_related("account")
    for visit in visits.order_by("arrives_at")[: limit - len(found)]:
        if permissions.can_report(user, visit):
            url = reverse("planning:report", args=[visit.pk])
            title = f"{visit.account.label} · {visit.title}"
            found.append(
                palette.Hit(title, _("Report a change"), url, "repeat", _("Change of plan"))
            )
    return found


palette.register(days, first=True)
palette.register(open_proposals)
palette.register(changes_of_plan)
