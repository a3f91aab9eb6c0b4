"""Visit types and their questions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.procedures.models import VisitType
from yingke.domains.procedures.queries import request_form, standard_agenda
from yingke.domains.procedures.queries import visit_types as queries
from yingke.domains.procedures.services import visit_types as services
from yingke.domains.procedures.web.forms.visit_types import EditTypeForm, NewTypeForm, type_initial
from yingke.domains.procedures.web.registers import STANDARD_ITEMS
from yingke.domains.procedures.web.views.editing import act, dialog, editors, upwards
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page, posted

LIST = "procedures:types"


@editors
@require_GET
def types(request: UserRequest) -> HttpResponse:
    """All visit types in order."""
    context = {
        "types": queries.types_with_counts(),
        "shared": request_form.own_fields(None).count(),
    }
    return page(request, "procedures/types.html", context)


@editors
@require_GET
def show(request: UserRequest, pk: int) -> HttpResponse:
    """One visit type: its questions, those of all types, and their history."""
    row = get_object_or_404(VisitType, pk=pk)
    context = {
        "type": row,
        "questions": request_form.own_fields(pk),
        "shared": request_form.own_fields(None),
        "retired": request_form.retired_fields(pk),
        "standard_items": standard_agenda.items_of(pk),
        "standard_list": STANDARD_ITEMS.url("list", visit_type=row.code),
        "standard_new": STANDARD_ITEMS.url("new", visit_type=pk),
        "history": queries.history_of_type(pk),
    }
    return page(request, "procedures/type.html", context)


@editors
@require_GET
def common(request: UserRequest) -> HttpResponse:
    """The questions of all visit types."""
    context = {
        "questions": request_form.own_fields(None),
        "retired": request_form.retired_fields(None),
        "history": queries.history_of_type(0),
    }
    return page(request, "procedures/type.html", context)


@editors
@require_http_methods(["GET", "POST"])
def add(request: UserRequest) -> HttpResponse:
    """Add a visit type."""
    form = NewTypeForm(posted(request))
    return dialog(
        request,
        form,
        lambda: services.add_type(
            actor=request.user, code=form.cleaned_data["code"], fields=form.fields_given()
        ),
        title=_("New visit type"),
        back=reverse(LIST),
        go=lambda row: reverse("procedures:type", args=[row.pk]),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Rename a visit type."""
    row = get_object_or_404(VisitType, pk=pk)
    form = EditTypeForm(posted(request), initial=type_initial(row))
    return dialog(
        request,
        form,
        lambda: services.change_type(
            actor=request.user,
            visit_type_id=pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
        ),
        title=row.label,
        whole=True,
        back=reverse("procedures:type", args=[pk]),
    )


@editors
@require_POST
def retire(request: UserRequest, pk: int) -> HttpResponse:
    """Retire a visit type."""
    get_object_or_404(VisitType, pk=pk)
    return act(
        request,
        lambda: services.retire_type(actor=request.user, visit_type_id=pk),
        back=reverse("procedures:type", args=[pk]),
        message=_("Visit type retired."),
        whole=True,
    )


@editors
@require_POST
def offer(request: UserRequest, pk: int) -> HttpResponse:
    """Reactivate a retired visit type."""
    get_object_or_404(VisitType, pk=pk)
    return act(
        request,
        lambda: services.offer_type(actor=request.user, visit_type_id=pk),
        back=reverse("procedures:type", args=[pk]),
        message=_("Visit type reactivated."),
        whole=True,
    )


@editors
@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    """Move a visit type up or down by one."""
    get_object_or_404(VisitType, pk=pk)
    up = upwards(request)
    return act(
        request,
        lambda: services.move_type(actor=request.user, visit_type_id=pk, up=up),
        back=reverse(LIST),
    )
