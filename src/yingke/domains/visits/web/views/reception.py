"""Receive the guests, undo it, correct the time."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.services import reception as services
from yingke.domains.visits.web import reception
from yingke.domains.visits.web.forms.steps import ArrivedForm, ReceiveForm
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_POST
def arrive(request: UserRequest, pk: int) -> HttpResponse:
    """Record the arrival on the planned day with all preparation done."""
    visit = visit_of(request, pk)
    require(permissions.can_note_arrival(request.user, visit))
    return act(
        request,
        visit,
        lambda: services.note_arrival(actor=request.user, visit_id=pk),
        message=_("Arrival recorded. Everyone taking part has been notified."),
        back=reverse("visits:day", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "POST"])
def receive(request: UserRequest, pk: int) -> HttpResponse:
    """Record the arrival on another day, or before the preparation is complete."""
    visit = visit_of(request, pk)
    require(permissions.can_note_arrival(request.user, visit))
    sheet = sheets.read(visit)
    form = ReceiveForm(
        posted(request),
        another_day=reception.is_another_day(sheet),
        reason=bool(sheet.open_preparation) and permissions.can_override_gates(request.user, visit),
    )
    return dialog(
        request,
        visit,
        form,
        lambda: services.note_arrival(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Guests have arrived"),
        save=_("Receive guests"),
        message=_("Arrival recorded. Everyone taking part has been notified."),
        back=reverse("visits:day", args=[pk]),
        template="visits/receive.html",
        needs=reception.open_steps(sheet),
        may_override=permissions.can_override_gates(request.user, visit),
        another_day=reception.is_another_day(sheet),
    )


@login_required
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Undo an arrival recorded by mistake."""
    visit = visit_of(request, pk)
    require(permissions.can_undo_arrival(request.user, visit))
    return act(
        request,
        visit,
        lambda: services.undo_arrival(actor=request.user, visit_id=pk),
        message=_("Arrival withdrawn."),
        back=reverse("visits:day", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: UserRequest, pk: int) -> HttpResponse:
    """Set the actual time of arrival."""
    visit = visit_of(request, pk)
    require(permissions.can_correct_arrival(request.user, visit))
    stored = {"arrived_at": visit.arrived_at, "version": visit.version}
    form = ArrivedForm(posted(request), initial=stored)
    return dialog(
        request,
        visit,
        form,
        lambda: services.correct_arrival_time(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Correct arrival time"),
        save=_("Save"),
        message=_("Arrival time corrected."),
        back=reverse("visits:day", args=[pk]),
    )
