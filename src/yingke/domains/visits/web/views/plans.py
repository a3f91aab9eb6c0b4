"""Submission of plans, and differences between their versions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import PlanVersion
from yingke.domains.visits.queries import approvals, sheets
from yingke.domains.visits.queries import plans as queries
from yingke.domains.visits.services import plans as services
from yingke.domains.visits.web import plan_diff
from yingke.domains.visits.web.forms.steps import PlanSubmitForm
from yingke.domains.visits.web.messages import warning_of
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import page, posted


@login_required
@require_http_methods(["GET", "POST"])
def submit(request: UserRequest, pk: int) -> HttpResponse:
    """Submit the plan for approval; shows what the approver will see."""
    visit = visit_of(request, pk)
    require(permissions.can_plan(request.user, visit))
    sheet = sheets.read(visit)
    initial = {"version": visit.version}
    form = PlanSubmitForm(posted(request), initial=initial, asks_reason=bool(sheet.red_warnings))
    draft = PlanVersion(visit=visit, number=0, content=queries.snapshot(visit))
    return dialog(
        request,
        visit,
        form,
        lambda: services.submit_plan(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Submit plan"),
        save=_("Submit"),
        message=_("Plan submitted."),
        template="visits/plan_submit.html",
        sheet=sheet,
        warnings=[warning_of(notice) for notice in sheet.warnings],
        changes=plan_diff.between(visit.plan_versions.first(), draft),
        steps=approvals.preview(visit, "plan"),
    )


@login_required
@require_POST
def resubmit(request: UserRequest, pk: int) -> HttpResponse:
    """Submit a plan that changed since its approval, directly from the note about it."""
    visit = visit_of(request, pk)
    require(permissions.can_plan(request.user, visit))
    return act(
        request,
        visit,
        lambda: services.submit_plan(actor=request.user, visit_id=pk, version=visit.version),
        message=_("Plan submitted."),
    )


@login_required
@require_GET
def versions(request: UserRequest, pk: int) -> HttpResponse:
    """Versions of the plan, and the differences between two of them (`?from=1&to=2`)."""
    visit = visit_of(request, pk)
    found = list(visit.plan_versions.select_related("made_by").prefetch_related("approvals"))
    if not found:
        raise Http404
    by_number = {str(version.number): version for version in found}
    after = by_number.get(request.GET.get("to", ""), found[0])
    before = by_number.get(request.GET.get("from", str(after.number - 1)))
    context = {
        "visit": visit,
        "versions": found,
        "changes": plan_diff.between(before, after),
    }
    return page(request, "visits/versions.html", context)
