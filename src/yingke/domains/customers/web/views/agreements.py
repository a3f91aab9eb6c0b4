"""Agreements of a customer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingke.domains.customers import services
from yingke.domains.customers.models import Agreement
from yingke.domains.customers.web.forms import AgreementForm, CopyForm, ReasonForm
from yingke.domains.customers.web.views.accounts import editable, trail_of, url_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def new_agreement(request: UserRequest, pk: int) -> HttpResponse:
    """Record a signed agreement."""
    account = editable(request, pk)
    form = AgreementForm(posted(request), request.FILES or None, account=account)

    def sign() -> Agreement:
        columns = form.columns()
        upload = columns.pop("file")
        return services.sign_agreement(actor=request.user, account_id=pk, upload=upload, **columns)

    return edit_page(
        request,
        form,
        sign,
        title=_("New agreement"),
        back=url_of(account),
        trail=trail_of(account),
        message=_("Agreement added."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def revoke_agreement(request: UserRequest, pk: int, agreement_pk: int) -> HttpResponse:
    """Revoke an agreement as of today."""
    account = editable(request, pk)
    agreement = get_object_or_404(account.agreements, pk=agreement_pk)
    form = ReasonForm(posted(request))
    return edit_page(
        request,
        form,
        lambda: services.revoke_agreement(
            actor=request.user, agreement_id=agreement.pk, **form.cleaned_data
        ),
        title=_("Revoke agreement"),
        back=url_of(account),
        trail=trail_of(account),
        message=_("Agreement revoked."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def keep_copy(request: UserRequest, pk: int, agreement_pk: int) -> HttpResponse:
    """Upload the signed copy of an agreement."""
    account = editable(request, pk)
    agreement = get_object_or_404(account.agreements, pk=agreement_pk)
    form = CopyForm(posted(request), request.FILES or None)
    return edit_page(
        request,
        form,
        lambda: services.keep_copy(
            actor=request.user, agreement_id=agreement.pk, upload=form.cleaned_data["file"]
        ),
        title=_("Signed copy"),
        back=url_of(account),
        trail=trail_of(account),
        message=_("Signed copy saved."),
    )
