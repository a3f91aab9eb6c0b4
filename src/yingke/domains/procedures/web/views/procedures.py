"""Procedures and their versions: list, compare, edit, publish."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.procedures.models import Procedure
from yingke.domains.procedures.queries import procedures as queries
from yingke.domains.procedures.services import versions as services
from yingke.domains.procedures.services.drafts import faults_of
from yingke.domains.procedures.web import sheet, words
from yingke.domains.procedures.web.forms.procedures import DescribeForm, StartForm
from yingke.domains.procedures.web.views.editing import act, dialog, editors
from yingke.foundation.drafts.pages import comparison, here_among, publish_with
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page, posted

LIST, PAGE = "procedures:procedures", "procedures:procedure"


@editors
@require_GET
def procedures(request: UserRequest) -> HttpResponse:
    """All procedures with their versions."""
    return page(request, "procedures/procedures.html", {"lines": sheet.lines(queries.versions())})


@editors
@require_GET
def show(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """One version with its nodes; for a draft also its faults."""
    row = _version(procedure_pk)
    nodes = queries.with_content(row)
    faults = faults_of(row) if row.state == VersionState.DRAFT else []
    context = {
        "procedure": row,
        **here_among(row, list(queries.versions_of_line(row))),
        "title": sheet.line_title(row),
        "nodes": sheet.node_lines(nodes, words.role_labels(), faults),
        "faults": [words.fault_words(fault) for fault in faults],
        "history": queries.history(row.pk),
    }
    return page(request, "procedures/procedure.html", context)


@editors
@require_GET
def compare(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Differences between a version and an earlier one (`?against=`)."""
    row = _version(procedure_pk)
    about = {"title": sheet.line_title(row), "label": _("Procedures"), "list_view": LIST}
    found = comparison(request, row, list(queries.versions_of_line(row)), _changes)
    return page(request, "drafts/changes_page.html", {**about, "view": PAGE, **found})


@editors
@require_http_methods(["GET", "POST"])
def start(request: UserRequest) -> HttpResponse:
    """Draft a procedure for a visit type."""
    form = StartForm(posted(request))
    return dialog(
        request,
        form,
        lambda: services.draft_version(
            actor=request.user,
            variant=form.cleaned_data["variant"],
            visit_type_id=form.cleaned_data["visit_type"].pk,
        ),
        title=_("New procedure for one visit type"),
        save=_("Draft"),
        message=_("The draft is a copy of the version in force."),
        back=reverse(LIST),
        go=lambda row: reverse(PAGE, args=[row.pk]),
    )


@editors
@require_POST
def draft(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Open the draft of the same procedure, or create one."""
    row = _version(procedure_pk)
    return act(
        request,
        lambda: services.draft_version(
            actor=request.user, variant=row.variant, visit_type_id=row.visit_type_id
        ),
        back=reverse(LIST),
        go=lambda made: _url(made.pk),
        message=_("The draft is a copy of the version in force."),
    )


@editors
@require_http_methods(["GET", "POST"])
def describe(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Edit the name and reason of a draft."""
    row = get_object_or_404(Procedure, pk=procedure_pk, state=VersionState.DRAFT)
    form = DescribeForm(posted(request), initial=_described(row))
    return dialog(
        request,
        form,
        lambda: services.describe(
            actor=request.user, procedure_id=procedure_pk, **form.cleaned_data
        ),
        title=row.label,
        back=_url(procedure_pk),
        whole=True,
    )


@editors
@require_http_methods(["GET", "POST"])
def publish(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Publish a draft from a moment on; a faulty one is refused with all its faults."""
    row = get_object_or_404(Procedure, pk=procedure_pk, state=VersionState.DRAFT)
    return publish_with(
        request,
        row,
        dialog,
        partial(services.publish, actor=request.user, procedure_id=procedure_pk),
        message=_("Version published. Visits in progress keep theirs."),
        back=_url(procedure_pk),
        whole=True,
        intro=_("Visits approved from then on follow it. Visits in progress keep theirs."),
    )


@editors
@require_POST
def discard(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Delete a draft."""
    _version(procedure_pk)
    return act(
        request,
        lambda: services.discard_draft(actor=request.user, procedure_id=procedure_pk),
        back=reverse(LIST),
        message=_("Draft discarded."),
    )


@editors
@require_POST
def revert(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Revert a version that is not yet in force to a draft."""
    _version(procedure_pk)
    return act(
        request,
        lambda: services.withdraw(actor=request.user, procedure_id=procedure_pk),
        back=_url(procedure_pk),
        message=_("Version reverted to draft."),
        whole=True,
    )


@editors
@require_POST
def retire(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Retire the procedure of a visit type; the one for all types applies again."""
    _version(procedure_pk)
    return act(
        request,
        lambda: services.retire(actor=request.user, procedure_id=procedure_pk),
        back=reverse(LIST),
        message=_("Procedure retired. This visit type uses the general procedure again."),
    )


def _version(procedure_pk: int) -> Procedure:
    rows = Procedure.objects.select_related("visit_type")
    return get_object_or_404(rows, pk=procedure_pk)


def _changes(before: Procedure | None, after: Procedure) -> object:
    old = queries.content(queries.with_content(before)) if before else []
    return words.changes(old, queries.content(queries.with_content(after)))


def _described(row: Procedure) -> dict[str, object]:
    return {"name": row.name, "name_en": row.name_en, "note": row.note, "version": row.revision}


def _url(procedure_pk: int) -> str:
    return reverse(PAGE, args=[procedure_pk])
