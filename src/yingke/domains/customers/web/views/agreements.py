"""What customers signed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import Account
from yingke.domains.customers.web.forms import AgreementForm, CopyForm, ReasonForm
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain


@login_required
@require_http_methods(["GET", "POST"])
def new_agreement(request: UserRequest, pk: int) -> HttpResponse:
    """Record an agreement that was signed."""
    account = _editable(request, pk)
    form = AgreementForm(
        request.POST or None, request.FILES or None, account=account, initial={"kind": "nda"}
    )
    back = reverse("customers:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        signer = values.pop("signer")
        values["signer_id"] = signer.pk if signer else None
        try:
            services.sign_agreement(actor=request.user, account_id=pk, **values)
        except RuleViolation as violation:
            _refuse(form, violation)
        else:
            return saved(request, back, message=_("Agreement recorded."))
    context = {"form": form, "title": _("New agreement"), "back": back, "account": account}
    return page(request, "customers/form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def revoke_agreement(request: UserRequest, pk: int, agreement_pk: int) -> HttpResponse:
    """End an agreement today."""
    account = _editable(request, pk)
    agreement = get_object_or_404(account.agreements, pk=agreement_pk)
    form = ReasonForm(request.POST or None)
    back = reverse("customers:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_agreement(
                actor=request.user, agreement_id=agreement.pk, **form.cleaned_data
            )
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, back, message=_("Agreement revoked."))
    context = {"form": form, "title": _("Revoke agreement"), "back": back, "account": account}
    return page(request, "customers/form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def keep_copy(request: UserRequest, pk: int, agreement_pk: int) -> HttpResponse:
    """Keep the signed copy of an agreement."""
    account = _editable(request, pk)
    agreement = get_object_or_404(account.agreements, pk=agreement_pk)
    form = CopyForm(request.POST or None, request.FILES or None)
    back = reverse("customers:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            services.keep_copy(actor=request.user, agreement_id=agreement.pk, upload=upload)
        except RuleViolation as violation:
            _refuse(form, violation)
        else:
            return saved(request, back, message=_("The signed copy is kept."))
    context = {"form": form, "title": _("Signed copy"), "back": back, "account": account}
    return page(request, "customers/form.html", context, part="dialog")


def _refuse(form: AgreementForm | CopyForm, violation: RuleViolation) -> None:
    """Say it at the field; what is wrong with a file, the package that keeps files says."""
    if violation.field == "file":
        form.add_error("upload", explain(violation))
    else:
        form.add_error(violation.field, explain(violation))


def _editable(request: UserRequest, pk: int) -> Account:
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not permissions.can_edit(request.user, account):
        raise Http404
    return account
