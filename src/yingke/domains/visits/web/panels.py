"""Panels of the visit page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.visits import permissions
from yingke.domains.visits.queries.pages import VisitPage
from yingke.domains.visits.queries.parts import OWNER_KIND
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.registers import Panel
from yingke.domains.visits.terms import VisitState
from yingke.domains.visits.web import approvals, sheet
from yingke.foundation.journal import queries as journal

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

LATEST, SHOWN = 8, 6
PARTS = "visits/parts/"


def _procedure(user: User, page: VisitPage) -> Any:
    return page.tasks if page.nodes else None


def _history(user: User, page: VisitPage) -> Any:
    return journal.latest_acts(journal.about(OWNER_KIND, page.visit.pk), LATEST)


OWN: Final = (
    Panel("agenda", "main", 10, f"{PARTS}agenda.html", lambda user, page: sheet.days(page)),
    Panel("tasks", "main", 20, f"{PARTS}tasks.html", _procedure),
    Panel("request", "main", 30, f"{PARTS}request_facts.html", sheet.answers),
    Panel("approvals", "side", 10, f"{PARTS}approvals.html", approvals.panel),
    Panel("guests", "side", 20, f"{PARTS}guests.html", lambda user, page: page.guest_rows),
    Panel("papers", "side", 30, f"{PARTS}papers.html", lambda user, page: page.papers),
    Panel("history", "side", 90, f"{PARTS}timeline.html", _history),
)


def _of_customer(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """Visits of a customer that are not over yet, the next one first."""
    rows = visible_to(user).filter(account=page.account, ended_at=None).select_related("site")
    rows = rows.exclude(state__in=(VisitState.CANCELLED, VisitState.REJECTED))
    found = list(rows.order_by("arrives_at", "pk")[:SHOWN])
    may_request = permissions.can_request(user)
    if not found and not may_request:
        return None
    new = f"{reverse('visits:new')}?{urlencode({'account': page.account.pk})}"
    return {"visits": found, "new_url": new if may_request else ""}


OF_CUSTOMER: Final = Panel("visits", "side", 2, f"{PARTS}of_customer.html", _of_customer)
