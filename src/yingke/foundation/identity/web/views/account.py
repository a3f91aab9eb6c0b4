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
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.edits import columns
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def account(request: UserRequest) -> HttpResponse:
    """Show and edit the profile."""
    user = request.user
    form = AccountForm(posted(request), instance=user)
    return edit_page(
        request,
        form,
        lambda: services.update_account(actor=user, **form.columns()),
        title=_("My account"),
        back=reverse("identity:account"),
        template="identity/account.html",
        second_step=is_mfa_enabled(user),
        delegations=queries.delegations_of(user),
        now=clock.now(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def delegate(request: UserRequest) -> HttpResponse:
    """Let somebody act for the user for a while."""
    form = DelegationForm(posted(request), giver=request.user)
    url = reverse("identity:account")
    return edit_page(
        request,
        form,
        lambda: services.delegate(actor=request.user, **columns(form)),
        title=_("Delegate to a colleague"),
        back=url,
        trail=[(_("My account"), url)],
        save=_("Delegate"),
        message=_("Delegation added."),
        intro=_(
            "During this period they can do everything your roles allow, except managing "
            "users and reading content that is confidential to you."
        ),
    )


@login_required
@require_POST
def end_delegation(request: UserRequest, pk: int) -> HttpResponse:
    """End a delegation before its time."""
    row = get_object_or_404(queries.delegations_of(request.user), pk=pk, giver=request.user)
    return perform(
        request,
        lambda: services.end_delegation(actor=request.user, delegation_id=row.pk),
        back=reverse("identity:account"),
        message=_("Delegation ended."),
    )
