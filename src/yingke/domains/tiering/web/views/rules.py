"""Versions of the scorecard and tier rules: submit, approve, return, discard, compare."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import RuleSet
from yingke.domains.tiering.queries import rule_sets as queries
from yingke.domains.tiering.queries import scores
from yingke.domains.tiering.services import rule_sets as services
from yingke.domains.tiering.web import rules as words
from yingke.domains.tiering.web.comparisons import ComparisonForm
from yingke.domains.tiering.web.forms import ReasonForm
from yingke.foundation.drafts.pages import publish_with
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.drafts.versions import lines_of
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import page, posted


@needs("tiering.see")
@require_GET
def rules(request: UserRequest) -> HttpResponse:
    """The rules in force, the draft beside them, and all versions."""
    draft = queries.draft()
    context: dict[str, Any] = {
        "in_force": words.rule_sheet(queries.in_force()),
        "draft": words.rule_sheet(draft) if draft else None,
        "versions": lines_of(queries.versions()),
        "may_edit": permissions.can_edit_rules(request.user),
        "may_approve": draft is not None
        and permissions.can_approve_rules(request.user)
        and draft.submitted_by_id != request.user.pk,
    }
    return page(request, "tiering/rules.html", context)


@needs("tiering.edit_rules")
@require_http_methods(["GET", "POST"])
def compare(request: UserRequest) -> HttpResponse:
    """Weigh the dimensions of the draft by comparing them in pairs."""
    draft = queries.draft() or queries.in_force()
    form = ComparisonForm(posted(request), card=draft.card, said=draft.comparisons)

    def act() -> Any:
        row = services.draft_rules(actor=request.user)
        return services.compare_dimensions(actor=request.user, rule_set_id=row.pk, said=form.said)

    return _dialog(
        request, form, act, title=_("Compare dimensions"), save=_("Use these weights"),
        intro=_("How much more does the first matter than the second?"),
    )  # fmt: skip


@needs("tiering.edit_rules")
@require_POST
def weigh_by_entropy(request: UserRequest) -> HttpResponse:
    """Weigh the dimensions of the draft by how much each tells the customers apart."""
    run = scores.latest_run()

    def act() -> Any:
        row = services.draft_rules(actor=request.user)
        run_id = run.pk if run else 0
        return services.weigh_by_entropy(actor=request.user, rule_set_id=row.pk, run_id=run_id)

    return perform(request, act, back=reverse("tiering:rules"), message=_("Weights changed."))


@needs("tiering.edit_rules")
@require_POST
def submit(request: UserRequest, pk: int) -> HttpResponse:
    """Put the draft before who approves, with its back-test."""
    row = _draft(pk)
    return perform(
        request,
        lambda: services.submit_rules(
            actor=request.user,
            rule_set_id=pk,
            version=row.revision,
            back_test=words.tested(row, scores.latest_run()),
        ),
        back=reverse("tiering:rules"),
        message=_("Submitted for approval."),
    )


@needs("tiering.approve_rules")
@require_http_methods(["GET", "POST"])
def approve(request: UserRequest, pk: int) -> HttpResponse:
    """Let the submitted rules hold from a moment on."""
    row = _draft(pk)
    return publish_with(
        request,
        row,
        _dialog,
        lambda **given: services.approve_rules(actor=request.user, rule_set_id=pk, **given),
    )


@needs("tiering.approve_rules")
@require_http_methods(["GET", "POST"])
def return_rules(request: UserRequest, pk: int) -> HttpResponse:
    """Give the submitted rules back with a reason."""
    _draft(pk)
    form = ReasonForm(posted(request))
    return _dialog(
        request,
        form,
        lambda: services.return_rules(actor=request.user, rule_set_id=pk, **form.cleaned_data),
        title=_("Return rules"),
        save=_("Return"),
    )


@needs("tiering.edit_rules")
@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    """Delete the draft."""
    _draft(pk)
    require(permissions.can_edit_rules(request.user))
    return perform(
        request,
        lambda: services.discard_rules(actor=request.user, rule_set_id=pk),
        back=reverse("tiering:rules"),
        message=_("Draft discarded."),
    )


def _draft(pk: int) -> RuleSet:
    return get_object_or_404(RuleSet, pk=pk, state=VersionState.DRAFT)


def _dialog(request: UserRequest, form: Any, act: Any, **how: Any) -> HttpResponse:
    back = reverse("tiering:rules")
    trail = [(_("Customer tiers"), reverse("tiering:board")), (_("Rules"), back)]
    return edit_page(request, form, act, back=back, trail=trail, **how)
