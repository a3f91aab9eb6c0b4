"""The user's own account: profile, sign-in, delegations."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.identity.web.forms import AccountForm, DelegationForm
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain


@login_required
@require_http_methods(["GET", "POST"])
def account(request: UserRequest) -> HttpResponse:
    """Show and edit the profile."""
    user = request.user
    columns = ("name", "name_en", "language", "theme")
    form = AccountForm(
        request.POST or None, initial={column: getattr(user, column) for column in columns}
    )
    if request.method == "POST" and form.is_valid():
        services.update_account(actor=user, **form.cleaned_data)
        return saved(request, reverse("identity:account"), message=_("Saved."))
    context = {
        "form": form,
        "second_step": is_mfa_enabled(user),
        "delegations": queries.delegations_of(user),
        "now": clock.now(),
    }
    return page(request, "identity/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delegate(request: UserRequest) -> HttpResponse:
    form = DelegationForm(request.POST or None, giver=request.user)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            services.delegate(actor=request.user, taker_id=given.pop("taker").pk, **given)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, reverse("identity:account"), message=_("Delegated."))
    return page(request, "identity/delegate.html", {"form": form}, part="dialog")


@login_required
@require_POST
def end_delegation(request: UserRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.delegations_of(request.user), pk=pk, giver=request.user)
    back = reverse("identity:account")
    try:
        services.end_delegation(actor=request.user, delegation_id=row.pk)
    except RuleViolation as violation:
        return refused(request, back, message=explain(violation))
    return saved(request, back, message=_("The delegation has ended."))
