"""Users and their roles."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.models import User
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.web.forms import (
    EditPersonForm,
    GrantForm,
    NewPersonForm,
    PasswordForm,
)
from yingke.foundation.identity.web.tables import PeopleTable
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.tables import list_page

managers = needs("identity.manage")


@managers
@require_GET
def people(request: UserRequest) -> HttpResponseBase:
    """List users by name."""
    return list_page(request, "identity/people.html", PeopleTable(request, queries.people()))


@managers
@require_http_methods(["GET", "POST"])
def new_person(request: UserRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.create_user(actor=request.user, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _address(user), message=_("Taken in. Now give a role."))
    context = {"form": form, "title": _("New person"), "back": reverse("identity:people")}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_GET
def person(request: UserRequest, pk: int) -> HttpResponse:
    """Show one user with their roles and delegations."""
    user = get_object_or_404(queries.people(), pk=pk)
    context = {"person": user, "delegations": queries.delegations_of(user)}
    return page(request, "identity/person.html", context)


@managers
@require_http_methods(["GET", "POST"])
def edit_person(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a user, or deactivate their account."""
    user = get_object_or_404(queries.people(), pk=pk)
    columns = ("email", "name", "name_en", "is_active", "version")
    form = EditPersonForm(
        request.POST or None, initial={column: getattr(user, column) for column in columns}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.update_user(actor=request.user, pk=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _address(user), message=_("Saved."))
    context = {"form": form, "title": user.label, "back": _address(user)}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_http_methods(["GET", "POST"])
def give_password(request: UserRequest, pk: int) -> HttpResponse:
    """Set a new password for a user."""
    user = get_object_or_404(queries.people(), pk=pk)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_password(actor=request.user, user_id=pk, **form.cleaned_data)
        return saved(request, _address(user), message=_("The new password holds."))
    context = {"form": form, "title": _("New password"), "back": _address(user)}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_http_methods(["GET", "POST"])
def grant_role(request: UserRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(queries.people(), pk=pk)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role, unit = form.cleaned_data["role"], form.cleaned_data["unit"]
        services.grant_role(
            actor=request.user,
            user_id=pk,
            role_code=role.code,
            unit_id=unit.pk if unit else None,
        )
        return saved(request, _address(user), message=_("The role is given."))
    context = {"form": form, "title": _("Give a role"), "back": _address(user)}
    return page(request, "identity/form.html", context, part="dialog")


@managers
@require_POST
def revoke_role(request: UserRequest, pk: int, grant: int) -> HttpResponse:
    user = get_object_or_404(queries.people(), pk=pk)
    row = get_object_or_404(user.grants, pk=grant)
    try:
        services.revoke_role(actor=request.user, grant_id=row.pk)
    except RuleViolation as violation:
        return refused(request, _address(user), message=explain(violation))
    return saved(request, _address(user), message=_("The role is taken away."))


def _address(user: User) -> str:
    return reverse("identity:person", args=[user.pk])
