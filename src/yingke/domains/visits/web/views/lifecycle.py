"""Submit, staff, move and confirm a visit."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingke.domains.visits import permissions
from yingke.domains.visits.queries import approvals, facts, sheets
from yingke.domains.visits.services import arrival as arrivals
from yingke.domains.visits.services import readiness, requests
from yingke.domains.visits.services import team as teams
from yingke.domains.visits.terms import CLOSED_STATES
from yingke.domains.visits.web import lead_time
from yingke.domains.visits.web.forms.requests import RequestForm, initial_of
from yingke.domains.visits.web.forms.steps import ArrivalForm, SubmitForm, TeamForm
from yingke.domains.visits.web.views.editing import dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def submit(request: UserRequest, pk: int) -> HttpResponse:
    """Submit the request for approval."""
    visit = visit_of(request, pk)
    require(permissions.can_submit(request.user, visit))
    form = SubmitForm(posted(request), initial={"version": visit.version})
    lead = lead_time.of_form(RequestForm(user=request.user, visit=visit, initial=initial_of(visit)))
    return dialog(
        request,
        visit,
        form,
        lambda: requests.submit(
            actor=request.user, visit_id=pk, version=form.cleaned_data["version"]
        ),
        title=_("Submit request"),
        save=_("Submit"),
        message=_("Request submitted."),
        template="visits/submit.html",
        lead=lead,
        steps=approvals.preview(visit, "request", lead_class=lead.lead_class if lead else ""),
    )


@login_required
@require_http_methods(["GET", "POST"])
def team(request: UserRequest, pk: int) -> HttpResponse:
    """Set lead host and coordinator."""
    visit = visit_of(request, pk)
    require(permissions.runs(request.user, visit) and visit.state not in CLOSED_STATES)
    stored = {"lead_host": visit.lead_host, "coordinator": visit.coordinator}
    form = TeamForm(posted(request), initial={**stored, "version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: teams.appoint(
            actor=request.user,
            visit_id=pk,
            version=form.cleaned_data["version"],
            coordinator_id=form.cleaned_data["coordinator"].pk,
            lead_host_id=form.cleaned_data["lead_host"].pk,
        ),
        title=_("Lead host and coordinator"),
        save=_("Save"),
        message=_("Team updated."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def arrival(request: UserRequest, pk: int) -> HttpResponse:
    """Move the arrival; the agenda of that day follows, and its bookings with it."""
    visit = visit_of(request, pk)
    require(permissions.can_change_arrival(request.user, visit))
    stored: dict[str, Any] = {"arrives_at": visit.arrives_at}
    form = ArrivalForm(posted(request), initial={**stored, "version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: arrivals.change_arrival(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Change arrival"),
        save=_("Change"),
        message=_("Arrival changed. Everyone affected has been notified."),
        intro=_(
            "Items on the arrival day that have not started move with it. Rooms and "
            "vehicles that are not free at the new time are released, and you will see "
            "which."
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm that the visit is ready; shows the parts of the readiness score."""
    visit = visit_of(request, pk)
    require(permissions.runs(request.user, visit))
    form = SubmitForm(posted(request), initial={"version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: readiness.confirm(actor=request.user, visit_id=pk),
        title=_("Confirm readiness"),
        save=_("Confirm"),
        message=_("Visit confirmed."),
        template="visits/confirm.html",
        readiness=sheets.read(visit).readiness,
        needed=facts.limits(visit).readiness,
    )
