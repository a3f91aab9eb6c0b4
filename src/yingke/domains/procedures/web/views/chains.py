"""Approval chains and their versions: list, compare, edit, publish."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.procedures.models import ApprovalChain
from yingke.domains.procedures.queries import chains as queries
from yingke.domains.procedures.queries import steps
from yingke.domains.procedures.services import chains as services
from yingke.domains.procedures.web import chain_words
from yingke.domains.procedures.web.forms.chains import (
    DescribeChainForm,
    StartChainForm,
    chain_initial,
)
from yingke.domains.procedures.web.views.editing import act, dialog, editors
from yingke.foundation.drafts.pages import comparison, here_among, publish_with
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page, posted

LIST, PAGE = "procedures:chains", "procedures:chain"


@editors
@require_GET
def chains(request: UserRequest) -> HttpResponse:
    """All approval chains with their versions."""
    context = {"lines": chain_words.lines(queries.versions())}
    return page(request, "procedures/chains.html", context)


@editors
@require_GET
def show(request: UserRequest, chain_pk: int) -> HttpResponse:
    """One version with its steps; for a draft also its faults."""
    row = _version(chain_pk)
    faults = services.faults_of(row) if row.state == VersionState.DRAFT else []
    context = {
        "chain": row,
        **here_among(row, list(queries.versions_of(row))),
        "conditions": chain_words.condition_words(row),
        "steps": steps.step_lines(queries.steps_of(row)),
        "faults": [chain_words.fault_words(fault) for fault in faults],
        "may_retire": row.state == VersionState.PUBLISHED
        and not queries.conditions(row).is_general,
        "history": queries.history(row.pk),
    }
    return page(request, "procedures/chain.html", context)


@editors
@require_GET
def compare(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Differences between a version and an earlier one (`?against=`)."""
    row = _version(chain_pk)
    about = {"title": row.label, "label": _("Approval chains"), "list_view": LIST, "view": PAGE}
    found = comparison(request, row, list(queries.versions_of(row)), _changes)
    return page(request, "drafts/changes_page.html", about | found)


@editors
@require_http_methods(["GET", "POST"])
def start(request: UserRequest) -> HttpResponse:
    """Draft a new chain."""
    form = StartChainForm(posted(request))
    return dialog(
        request,
        form,
        lambda: services.start_chain(
            actor=request.user,
            code=form.cleaned_data["code"],
            occasion=form.cleaned_data["occasion"],
            fields=form.fields_given(),
        ),
        title=_("New approval chain"),
        save=_("Draft"),
        message=_("The draft begins with the steps of the general chain."),
        back=reverse(LIST),
        go=lambda row: _url(row.pk),
    )


@editors
@require_POST
def draft(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Open the draft of the same chain, or create one."""
    _version(chain_pk)
    return act(
        request,
        lambda: services.draft_version(actor=request.user, chain_id=chain_pk),
        back=reverse(LIST),
        go=lambda made: _url(made.pk),
        message=_("The draft is a copy of the newest version."),
    )


@editors
@require_http_methods(["GET", "POST"])
def describe(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Edit the name and conditions of a draft."""
    row = get_object_or_404(ApprovalChain, pk=chain_pk, state=VersionState.DRAFT)
    form = DescribeChainForm(posted(request), initial=chain_initial(row))
    return dialog(
        request,
        form,
        lambda: services.describe(
            actor=request.user,
            chain_id=chain_pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
        ),
        title=row.label,
        back=_url(chain_pk),
        whole=True,
    )


@editors
@require_http_methods(["GET", "POST"])
def publish(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Publish a draft from a moment on; a faulty one is refused with all its faults."""
    row = get_object_or_404(ApprovalChain, pk=chain_pk, state=VersionState.DRAFT)
    return publish_with(
        request,
        row,
        dialog,
        partial(services.publish, actor=request.user, chain_id=chain_pk),
        message=_("Version published. Running approvals keep theirs."),
        back=_url(chain_pk),
        whole=True,
        intro=_("Requests submitted from then on follow it. Running approvals keep theirs."),
    )


@editors
@require_POST
def discard(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Delete a draft."""
    _version(chain_pk)
    return act(
        request,
        lambda: services.discard_draft(actor=request.user, chain_id=chain_pk),
        back=reverse(LIST),
        message=_("Draft discarded."),
    )


@editors
@require_POST
def revert(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Revert a version that is not yet in force to a draft."""
    _version(chain_pk)
    return act(
        request,
        lambda: services.withdraw(actor=request.user, chain_id=chain_pk),
        back=_url(chain_pk),
        message=_("Version reverted to draft."),
        whole=True,
    )


@editors
@require_POST
def retire(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Retire a chain; its requests fall back to the next less specific one."""
    _version(chain_pk)
    return act(
        request,
        lambda: services.retire(actor=request.user, chain_id=chain_pk),
        back=reverse(LIST),
        message=_("Approval chain retired. The next less specific one applies again."),
    )


def _version(chain_pk: int) -> ApprovalChain:
    return get_object_or_404(queries.versions(), pk=chain_pk)


def _changes(before: ApprovalChain | None, after: ApprovalChain) -> object:
    old = queries.content(queries.steps_of(before)) if before else []
    return chain_words.changes(old, queries.content(queries.steps_of(after)))


def _url(chain_pk: int) -> str:
    return reverse(PAGE, args=[chain_pk])
