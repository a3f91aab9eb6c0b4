"""Users: taking one in, their page, their password and roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.web.forms import GrantForm, NewUserForm, PasswordForm
from yingke.foundation.identity.web.registers import USERS
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import posted
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page, trail_of

managers = needs("identity.manage")


@managers
@require_http_methods(["GET", "POST"])
def new_person(request: UserRequest, register: Register) -> HttpResponse:
    """Add a user, with a first password or without."""
    form = NewUserForm(posted(request))
    return edit_page(
        request,
        form,
        lambda: services.save_user(actor=request.user, **form.columns()),
        title=register.new,
        back=register.url("list"),
        go=register.address,
        trail=trail_of(register),
        message=_("User added. Now grant a role."),
    )


@managers
@require_GET
def person(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Show one user with their roles and delegations."""
    user = get_object_or_404(queries.people(), pk=pk)
    delegations = queries.delegations_of(user)
    template = "identity/person.html"
    return detail_page(
        *(request, register, user),
        template=template,
        delegations=delegations,
        must_wait=queries.must_wait(user),
    )


@managers
@require_http_methods(["GET", "POST"])
def give_password(request: UserRequest, pk: int) -> HttpResponse:
    """Set a new password for a user."""
    user = get_object_or_404(queries.people(), pk=pk)
    form = PasswordForm(posted(request))
    return edit_page(
        request,
        form,
        lambda: services.set_password(actor=request.user, user_id=pk, **form.cleaned_data),
        title=_("New password"),
        back=USERS.address(user),
        trail=trail_of(USERS, user),
        message=_("Password changed."),
    )


@managers
@require_POST
def allow_sign_in(request: UserRequest, pk: int) -> HttpResponse:
    """Let a user who was slowed down try again at once."""
    user = get_object_or_404(queries.people(), pk=pk)
    return perform(
        request,
        lambda: services.allow_sign_in(actor=request.user, user_id=pk),
        back=USERS.address(user),
        message=_("They can try again now."),
    )


@managers
@require_http_methods(["GET", "POST"])
def grant_role(request: UserRequest, pk: int) -> HttpResponse:
    """Give a user a role, in the whole company or in a unit."""
    user = get_object_or_404(queries.people(), pk=pk)
    form = GrantForm(posted(request))

    def act() -> None:
        role, unit = form.cleaned_data["role"], form.cleaned_data["unit"]
        unit_id = unit.pk if unit else None
        services.grant_role(actor=request.user, user_id=pk, role_code=role.code, unit_id=unit_id)

    return edit_page(
        request,
        form,
        act,
        title=_("Grant role"),
        back=USERS.address(user),
        trail=trail_of(USERS, user),
        message=_("Role granted."),
    )


@managers
@require_POST
def revoke_role(request: UserRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role away."""
    user = get_object_or_404(queries.people(), pk=pk)
    row = get_object_or_404(user.grants, pk=grant)
    return perform(
        request,
        lambda: services.revoke_role(actor=request.user, grant_id=row.pk),
        back=USERS.address(user),
        message=_("Role revoked."),
    )
