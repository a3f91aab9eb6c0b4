"""The visit page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import pages, sheets, versions
from yingke.domains.visits.queries.parts import OWNER_KIND
from yingke.domains.visits.web import attention, next_step, sheet
from yingke.domains.visits.web.views.editing import account_url, url_of, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.paging import page_by_key
from yingke.foundation.ui import live, zones
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.panels import cards_of

PAGE = 50


@login_required
@require_GET
@live.versioned(lambda request, asked, pk: versions.of_visit(request.user, pk))
def show(request: UserRequest, pk: int) -> HttpResponse:
    """A visit, with the next step for the reader."""
    try:
        found = pages.page_of(request.user, pk)
    except Visit.DoesNotExist:
        raise Http404 from None
    zones.show_times_of(found.visit.site.timezone)
    notes = attention.of(found, request.user)
    context: dict[str, Any] = {
        "sheet": found,
        "visit": found.visit,
        "notes": notes,
        "kpis": sheet.kpis(found, notes),
        "may": sheet.rights(found, request.user),
        "next": next_step.of(found, request.user),
        "account_url": account_url(found.visit),
        "cards": cards_of(registers.panels, request.user, found),
        "actions": registers.actions_for(request.user, found.visit),
    }
    return page(request, "visits/detail.html", context)


@login_required
@require_GET
def readiness(request: UserRequest, pk: int) -> HttpResponse:
    """Explain the readiness score: what each part counts, its weight, and what it adds."""
    visit = visit_of(request, pk)
    found = sheets.read(visit)
    context = {
        "visit": visit,
        "title": _("Readiness"),
        "back": url_of(visit),
        "readiness": found.readiness,
        "needed": found.limits.readiness,
    }
    return page(request, "visits/readiness.html", context, part="dialog")


@login_required
@require_GET
def timeline(request: UserRequest, pk: int) -> HttpResponse:
    """The activity of a visit, newest first."""
    visit = visit_of(request, pk)
    history = journal.about(OWNER_KIND, pk)
    rows = page_by_key(
        journal.act_heads(history),
        order=journal.NEWEST_FIRST,
        cursor=request.GET.get("cursor") or None,
        size=PAGE,
    )
    context = {"visit": visit, "rows": rows, "acts": journal.acts_of(history, rows.items)}
    return page(request, "visits/timeline.html", context)
