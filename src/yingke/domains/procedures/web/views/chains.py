"""Approval chains and their versions: seen, compared, drafted, published."""

from __future__ import annotations

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
from yingke.domains.procedures.web.forms.procedures import PublishForm
from yingke.domains.procedures.web.views.editing import act, dialog, editors
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.drafts.versions import lines_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page, posted

LIST = "procedures:chains"


@editors
@require_GET
def chains(request: UserRequest) -> HttpResponse:
    """All approval chains with their versions."""
    context = {"lines": chain_words.lines(queries.versions())}
    return page(request, "procedures/chains.html", context)


@editors
@require_GET
def show(request: UserRequest, chain_pk: int) -> HttpResponse:
    """One version, step by step; a draft with everything that is wrong with it."""
    row = _version(chain_pk)
    faults = services.faults_of(row) if row.state == VersionState.DRAFT else []
    versions = lines_of(list(queries.versions_of(row)))
    context = {
        "chain": row,
        "here": next(one for one in versions if one.row.pk == row.pk),
        "conditions": chain_words.condition_words(row),
        "steps": steps.step_lines(queries.steps_of(row)),
        "faults": [chain_words.fault_words(fault) for fault in faults],
        "versions": versions,
        "may_retire": row.state == VersionState.PUBLISHED
        and not queries.conditions(row).is_general,
        "history": queries.history(row.pk),
    }
    return page(request, "procedures/chain.html", context)


@editors
@require_GET
def compare(request: UserRequest, chain_pk: int) -> HttpResponse:
    """What a version changes against an earlier one (`?against=`), in words."""
    row = _version(chain_pk)
    versions = lines_of(list(queries.versions_of(row)))
    earlier = [one for one in versions if one.row.number < row.number]
    wanted = request.GET.get("against", "")
    before = next((one for one in earlier if str(one.row.pk) == wanted), None)
    before = before or (earlier[0] if earlier else None)
    old = queries.content(queries.steps_of(before.row)) if before else []
    context = {
        "chain": row,
        "before": before,
        "earlier": earlier,
        "items": chain_words.changes(old, queries.content(queries.steps_of(row))),
    }
    return page(request, "procedures/chain_changes.html", context)


@editors
@require_http_methods(["GET", "POST"])
def start(request: UserRequest) -> HttpResponse:
    """Begin a chain for some of the requests."""
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
    """Go to the draft of the same chain, or begin one."""
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
    """Say what a draft is called and for which requests it is."""
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
    """Put a draft into force from a moment on; a faulty one is refused with every fault."""
    row = get_object_or_404(ApprovalChain, pk=chain_pk, state=VersionState.DRAFT)
    form = PublishForm(posted(request), initial={"note": row.note, "version": row.revision})
    return dialog(
        request,
        form,
        lambda: services.publish(actor=request.user, chain_id=chain_pk, **form.cleaned_data),
        title=_("Publish version %(number)s") % {"number": row.number},
        save=_("Publish"),
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
    """Make a version whose moment has not come a draft again."""
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
    """Let the requests of a chain go through the next less specific one again."""
    _version(chain_pk)
    return act(
        request,
        lambda: services.retire(actor=request.user, chain_id=chain_pk),
        back=reverse(LIST),
        message=_("Approval chain retired. The next less specific one applies again."),
    )


def _version(chain_pk: int) -> ApprovalChain:
    return get_object_or_404(queries.versions(), pk=chain_pk)


def _url(chain_pk: int) -> str:
    return reverse("procedures:chain", args=[chain_pk])
