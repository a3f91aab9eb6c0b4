"""Organisation tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.terms import UnitKind
from yingke.foundation.identity.web.forms import EditUnitForm, NewUnitForm
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain

managers = needs("identity.manage")


@managers
@require_GET
def organisation(request: UserRequest) -> HttpResponse:
    """Show the whole tree."""
    return page(request, "identity/organisation.html", {"units": queries.tree()})


@managers
@require_http_methods(["GET", "POST"])
def new_unit(request: UserRequest) -> HttpResponse:
    """Add a unit below the one named by `?below=`."""
    first = {"kind": UnitKind.DEPARTMENT, "parent": request.GET.get("below")}
    form = NewUnitForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_unit(actor=request.user, **_with_parent_id(form.cleaned_data))
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, reverse("identity:organisation"), message=_("Saved."))
    context = {"form": form, "title": _("New unit"), "back": reverse("identity:organisation")}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_http_methods(["GET", "POST"])
def edit_unit(request: UserRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.tree(), pk=pk)
    columns = ("kind", "parent", "name", "name_en", "version")
    form = EditUnitForm(
        request.POST or None, initial={column: getattr(unit, column) for column in columns}
    )
    back = reverse("identity:organisation")
    if request.method == "POST" and form.is_valid():
        try:
            services.save_unit(actor=request.user, pk=pk, **_with_parent_id(form.cleaned_data))
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, back, message=_("Saved."))
    context = {"form": form, "title": unit.label, "back": back}
    return page(request, "identity/form.html", context, part="dialog")


def _with_parent_id(cleaned: dict[str, Any]) -> dict[str, Any]:
    parent = cleaned.pop("parent")
    return {**cleaned, "parent_id": parent.pk if parent else None}
