"""An approver's decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yingke.domains.visits.models import Approval
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import approvals as services
from yingke.domains.visits.terms import Decision
from yingke.domains.visits.web import plan_diff
from yingke.domains.visits.web.forms.steps import CommentForm
from yingke.domains.visits.web.messages import warning_of
from yingke.domains.visits.web.views.editing import dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted

CALLS: Final[dict[str, Callable[..., Any]]] = {
    "approve": services.approve,
    "return": services.return_request,
    "reject": services.reject,
}
SAID: Final = {
    "approve": gettext_lazy("Approved."),
    "return": gettext_lazy("Returned with your comment."),
    "reject": gettext_lazy("Rejected."),
}


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: UserRequest, approval_pk: int) -> HttpResponse:
    """Approve, return or reject; what is decided on stands above the buttons."""
    seen = Approval.objects.filter(visit__in=visible_to(request.user))
    approval = get_object_or_404(seen.select_related("plan", "asked_by"), pk=approval_pk)
    visit = visit_of(request, approval.visit_id)
    approval.visit = visit
    require(_is_over(approval) or queries.may_ever_decide(request.user, approval))
    chosen = request.POST.get("decision", "approve")
    verb = chosen if chosen in CALLS else "approve"
    form = CommentForm(posted(request), required=verb != "approve")
    return dialog(
        request,
        visit,
        form,
        lambda: CALLS[verb](actor=request.user, approval_id=approval_pk, **form.cleaned_data),
        title=_("Review: %(what)s") % {"what": approval.get_kind_display()},
        save=_("Approve"),
        message=SAID[verb],
        template="visits/decide.html",
        approval=approval,
        **_plan(approval),
    )


def _plan(approval: Approval) -> dict[str, Any]:
    """What the submitter of a plan saw: agenda, guests, warnings, and what differs."""
    if approval.plan is None:
        return {}
    sheet = sheets.read(approval.visit)
    return {
        "sheet": sheet,
        "warnings": [warning_of(notice) for notice in sheet.warnings],
        "reason": approval.plan.reason,
        "changes": plan_diff.of_approval(approval),
    }


def _is_over(approval: Approval) -> bool:
    return approval.decision != Decision.PENDING
