"""The day of a visit, for use on a phone with one hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.visits import permissions, registers
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.queries import sheets, versions
from yingke.domains.visits.queries.sheets import VisitSheet
from yingke.domains.visits.rules import arrival
from yingke.domains.visits.services import day as services
from yingke.domains.visits.terms import VisitState
from yingke.domains.visits.web import reception
from yingke.domains.visits.web.views.agenda import item_of
from yingke.domains.visits.web.views.editing import act, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import dates, live
from yingke.foundation.ui.pages import page


@dataclass(frozen=True)
class Next:
    """The main button: label, subject and URL.

    With `dialog` it opens a dialog first.
    """

    label: str
    about: str
    url: str
    icon: str
    confirm: str = ""
    dialog: bool = False


@login_required
@require_GET
@live.versioned(lambda request, asked, pk: versions.of_visit(request.user, pk))
def show(request: UserRequest, pk: int) -> HttpResponse:
    """The next action, what is still open before it, and the agenda of the day."""
    visit, user = visit_of(request, pk), request.user
    require(permissions.can_note_arrival(user, visit) or visit.arrived_at is not None)
    sheet = sheets.read(visit)
    may_run = permissions.can_run_day(user, visit)
    waits = visit.state in (VisitState.PLANNED, VisitState.CONFIRMED)
    context = {
        "visit": visit,
        "rows": sheet.items,
        "runnable": [one.pk for one in _runnable(sheet)] if may_run else [],
        "next": _next(sheet, may_run),
        "needs": reception.open_steps(sheet) if waits else [],
        "may_run": may_run,
        "may_undo": reception.is_undo_offered(user, sheet),
        "may_correct": permissions.can_correct_arrival(user, visit),
        "guests": sheet.guests,
        "actions": registers.actions_for(user, visit),
        "done": sum(row.item.finished_at is not None for row in sheet.items),
    }
    return page(request, "visits/day.html", context)


@login_required
@require_POST
def start(request: UserRequest, item_pk: int) -> HttpResponse:
    """Start an agenda item now."""
    item = item_of(request, item_pk)
    return act(
        request,
        item.visit,
        lambda: services.start_item(actor=request.user, item_id=item_pk),
        message=_("“%(item)s” started.") % {"item": item.label},
        back=reverse("visits:day", args=[item.visit_id]),
    )


@login_required
@require_POST
def finish(request: UserRequest, item_pk: int) -> HttpResponse:
    """End an agenda item now."""
    item = item_of(request, item_pk)
    return act(
        request,
        item.visit,
        lambda: services.finish_item(actor=request.user, item_id=item_pk),
        message=_("“%(item)s” finished.") % {"item": item.label},
        back=reverse("visits:day", args=[item.visit_id]),
    )


@login_required
@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    """End the visit: the guests have left."""
    visit = visit_of(request, pk)
    return act(
        request,
        visit,
        lambda: services.end_visit(actor=request.user, visit_id=pk),
        message=_("Visit ended. The feedback form is on your list."),
        back=reverse("visits:day", args=[pk]),
    )


def _next(sheet: VisitSheet, may_run: bool) -> Next | None:
    visit, items = sheet.visit, _runnable(sheet) if may_run else []
    expected = visit.state in (VisitState.PLANNED, VisitState.CONFIRMED)
    running = next((i for i in items if i.started_at and not i.finished_at), None)
    if running is not None and not expected:
        url = reverse("visits:item-finish", args=[running.pk])
        return Next(_("Finish"), running.label, url, "check")
    waiting = next((i for i in items if not i.started_at), None)
    if waiting is not None and running is None:
        url = reverse("visits:item-start", args=[waiting.pk])
        return Next(_("Start"), waiting.label, url, "play")
    if expected:
        asks = reception.asks_first(sheet)
        url = reverse("visits:day-receive" if asks else "visits:day-arrive", args=[visit.pk])
        return Next(_("Guests have arrived"), visit.account.label, url, "hand", dialog=asks)
    if visit.state != VisitState.IN_PROGRESS:
        return None
    url = reverse("visits:day-end", args=[visit.pk])
    return Next(
        _("End visit"),
        visit.title,
        url,
        "door-open",
        _("End the visit? Make sure the guests have left."),
    )


def _runnable(sheet: VisitSheet) -> list[AgendaItem]:
    """Return items that may start or end now; before the arrival only the day's pick-up."""
    visit = sheet.visit
    expected = visit.state != VisitState.IN_PROGRESS
    if expected and dates.days_until(visit.arrives_at) != 0:
        return []
    return [
        row.item
        for row in sheet.items
        if arrival.may_run(row.item.kind, row.item.starts_at, visit.state, visit.arrives_at)
    ]
