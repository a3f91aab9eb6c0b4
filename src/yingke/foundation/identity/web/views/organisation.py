"""The pages of a role and of a unit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yingke.foundation.identity import permissions, queries
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.terms import UnitKind
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page


@login_required
@require_GET
def role(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Show one role with its permissions and holders."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    known = permissions.declared()
    return detail_page(
        request,
        register,
        row,
        template="identity/role.html",
        permissions=[(code, known[code]) for code in row.permissions if code in known],
        holders=queries.holders_of(row),
    )


@login_required
@require_GET
def unit(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Show one unit and what is right below it."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    return detail_page(
        request,
        register,
        row,
        template="identity/unit.html",
        children=[(child, register.address(child)) for child in row.children.all()],
        add_url=register.url("new", parent=pk, kind=UnitKind.DEPARTMENT.value),
    )
