"""Add, reword, order and retire questions of the request form."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.queries import request_form
from yingke.domains.procedures.services import request_form as services
from yingke.domains.procedures.web.forms.visit_types import (
    EditQuestionForm,
    NewQuestionForm,
    question_initial,
)
from yingke.domains.procedures.web.views.editing import act, dialog, editors, upwards
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import posted


@editors
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Add a question, for one visit type or for all."""
    title = _("New question for all visit types")
    if pk is not None:
        kind = get_object_or_404(VisitType, pk=pk)
        title = _("New question for “%(type)s”") % {"type": kind.label}
    form = NewQuestionForm(posted(request))
    return dialog(
        request,
        form,
        lambda: services.add_field(
            actor=request.user,
            visit_type_id=pk,
            code=form.cleaned_data["code"],
            wording=form.wording(),
        ),
        title=title,
        back=_page_of(pk),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, field_pk: int) -> HttpResponse:
    """Reword a question from now on."""
    row = _current(field_pk)
    form = EditQuestionForm(posted(request), field=row, initial=question_initial(row))
    return dialog(
        request,
        form,
        lambda: services.change_field(
            actor=request.user,
            field_id=field_pk,
            version=form.cleaned_data["version"],
            wording=form.wording(),
        ),
        title=row.label,
        back=_page_of(row.visit_type_id),
        intro=_("Existing requests keep the question as it was."),
    )


@editors
@require_POST
def retire(request: UserRequest, field_pk: int) -> HttpResponse:
    """Retire a question."""
    row = _current(field_pk)
    return act(
        request,
        lambda: services.retire_field(actor=request.user, field_id=row.pk, version=row.pk),
        back=_page_of(row.visit_type_id),
        message=_("Question retired. Existing answers stay visible."),
    )


@editors
@require_POST
def move(request: UserRequest, field_pk: int) -> HttpResponse:
    """Move a question up or down by one."""
    row, up = _current(field_pk), upwards(request)
    return act(
        request,
        lambda: services.move_field(actor=request.user, field_id=row.pk, up=up),
        back=_page_of(row.visit_type_id),
    )


def _current(field_pk: int) -> RequestField:
    """Return the current wording of a question, also for the URL of an earlier one."""
    known = get_object_or_404(RequestField, pk=field_pk)
    row = request_form.own_fields(known.visit_type_id).filter(code=known.code).first()
    if row is None:
        raise Http404
    return row


def _page_of(visit_type_id: int | None) -> str:
    if visit_type_id is None:
        return reverse("procedures:type-common")
    return reverse("procedures:type", args=[visit_type_id])
