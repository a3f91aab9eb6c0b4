"""Roles, their permissions and holders."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.identity import permissions, queries, services
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.web.forms import EditRoleForm, NewRoleForm
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain

managers = needs("identity.manage")


@managers
@require_GET
def roles(request: UserRequest) -> HttpResponse:
    """List roles with the number of holders."""
    return page(request, "identity/roles.html", {"roles": queries.roles_with_holders()})


@managers
@require_http_methods(["GET", "POST"])
def new_role(request: UserRequest) -> HttpResponse:
    form = NewRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.save_role(actor=request.user, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, reverse("identity:role", args=[made.pk]), message=_("Saved."))
    context = {"form": form, "title": _("New role"), "back": reverse("identity:roles")}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_GET
def role(request: UserRequest, pk: int) -> HttpResponse:
    """Show one role with its permissions and holders."""
    row = get_object_or_404(queries.roles(), pk=pk)
    known = permissions.declared()
    context = {
        "role": row,
        "permissions": [(code, known[code]) for code in row.permissions if code in known],
        "holders": queries.holders_of(row),
    }
    return page(request, "identity/role.html", context)


@managers
@require_http_methods(["GET", "POST"])
def edit_role(request: UserRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.roles(), pk=pk)
    columns = ("name", "name_en", "permissions", "version")
    form = EditRoleForm(
        request.POST or None,
        held=row.permissions,
        initial={column: getattr(row, column) for column in columns},
    )
    back = reverse("identity:role", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            services.save_role(actor=request.user, pk=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, back, message=_("Saved."))
    context = {"form": form, "title": row.label, "back": back}
    return page(request, "identity/form.html", context, part="dialog")
