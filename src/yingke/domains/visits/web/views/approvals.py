"""Decisions, handovers and withdrawals of approvals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yingke.domains.visits import permissions
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import approval_turns as turns
from yingke.domains.visits.services import approvals as services
from yingke.domains.visits.terms import Decision
from yingke.domains.visits.web import approvals as words
from yingke.domains.visits.web.forms.steps import (
    AddApproverForm,
    CommentForm,
    HandOverForm,
    SubmitForm,
)
from yingke.domains.visits.web.views.editing import dialog, url_of, visit_of
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
    """Approve, return or reject; shows what is decided on."""
    approval = _question(request, approval_pk)
    require(approval.decision != Decision.PENDING or _may_decide(request, approval))
    chosen = request.POST.get("decision", "approve")
    verb = chosen if chosen in CALLS else "approve"
    form = CommentForm(posted(request), required=verb != "approve")
    return dialog(
        request,
        approval.visit,
        form,
        lambda: CALLS[verb](actor=request.user, approval_id=approval_pk, **form.cleaned_data),
        **_afterwards(request, approval),
        title=_("Review: %(what)s") % {"what": approval.title},
        message=SAID[verb],
        template="visits/decide.html",
        **words.facts_of(request.user, approval),
    )


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: UserRequest, approval_pk: int) -> HttpResponse:
    """Let another approver decide."""
    approval = _question(request, approval_pk)
    require(_may_decide(request, approval))
    form = HandOverForm(posted(request), kind=approval.kind, without=request.user)
    return dialog(
        request,
        approval.visit,
        form,
        lambda: turns.hand_over(
            actor=request.user,
            approval_id=approval_pk,
            to_id=form.cleaned_data["person"].pk,
            comment=form.cleaned_data["comment"],
        ),
        title=_("Hand over: %(what)s") % {"what": approval.title},
        save=_("Hand over"),
        message=_("Handed over."),
        back=reverse("workbench:home"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def add_approver(request: UserRequest, approval_pk: int) -> HttpResponse:
    """Ask one more person to approve, in parallel or after this step."""
    approval = _question(request, approval_pk)
    require(_may_decide(request, approval))
    form = AddApproverForm(posted(request), without=request.user)
    return dialog(
        request,
        approval.visit,
        form,
        lambda: turns.add_approver(
            actor=request.user,
            approval_id=approval_pk,
            person_id=form.cleaned_data["person"].pk,
            after=form.cleaned_data["when"] == "after",
            comment=form.cleaned_data["comment"],
        ),
        title=_("Add approver: %(what)s") % {"what": approval.title},
        save=_("Add approver"),
        message=_("Approver added."),
        back=reverse("visits:decide", args=[approval_pk]),
    )


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: UserRequest, pk: int, *, plan: bool = False) -> HttpResponse:
    """Withdraw an undecided request or plan."""
    visit = visit_of(request, pk)
    require(permissions.can_withdraw(request.user, visit, plan=plan))
    form = SubmitForm(posted(request), initial={"version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: turns.withdraw(
            actor=request.user, visit_id=pk, version=form.cleaned_data["version"], plan=plan
        ),
        title=_("Withdraw plan") if plan else _("Withdraw request"),
        save=_("Withdraw"),
        message=_("Withdrawn. You can change it and submit it again."),
        intro=_("The approvers no longer see it. You can change it and submit it again."),
    )


def _afterwards(request: UserRequest, approval: Approval) -> dict[str, Any]:
    """What follows a decision: on the home page its next question, else the next one's dialog."""
    if "on_home" in request.POST:
        return {"go": lambda _done: reverse("workbench:home")}
    return {
        "go": lambda _done: words.next_url(request.user) or _page_below(request, approval.visit),
        "reopen": _reopen(request, approval.pk),
    }


def _page_below(request: UserRequest, visit: Visit) -> str:
    """Return the page from which the dialog was opened: home, or the visit's."""
    home = reverse("workbench:home")
    below = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return home if below == home else url_of(visit)


def _question(request: UserRequest, approval_pk: int) -> Approval:
    """Return an approval of a visible visit, or one addressed to the reader."""
    asked = queries.waiting_for(request.user).order_by().values("pk")
    seen = Approval.objects.filter(Q(visit__in=visible_to(request.user)) | Q(pk__in=asked))
    rows = seen.select_related("plan", "asked_by", "step", "decided_by")
    approval = get_object_or_404(rows, pk=approval_pk)
    approval.visit = visit_of(request, approval.visit_id, among=Visit.objects.all())
    return approval


def _may_decide(request: UserRequest, approval: Approval) -> bool:
    return approval.pk in queries.decidable(request.user, approval.visit_id)


def _reopen(request: UserRequest, approval_pk: int) -> Callable[[], HttpResponse] | None:
    """Show the next approval waiting for the user after a decision."""
    following = queries.waiting_for(request.user).exclude(pk=approval_pk).first()
    if following is None:
        return None
    return lambda: _unanswered(request, following.pk)


def _unanswered(request: UserRequest, approval_pk: int) -> HttpResponse:
    approval = _question(request, approval_pk)
    return dialog(
        request,
        approval.visit,
        CommentForm(required=False),
        lambda: None,
        title=_("Review: %(what)s") % {"what": approval.title},
        template="visits/decide.html",
        action=reverse("visits:decide", args=[approval_pk]),
        **words.facts_of(request.user, approval),
    )
