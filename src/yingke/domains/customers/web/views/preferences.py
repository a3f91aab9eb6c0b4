"""What customers like and must be spared."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.web.forms import PreferenceForm
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain


@login_required
@require_http_methods(["GET", "POST"])
def new_preference(request: UserRequest, pk: int) -> HttpResponse:
    """Note a preference or a taboo."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not permissions.can_edit(request.user, account):
        raise Http404
    secret = permissions.can_see_confidential(request.user, account)
    form = PreferenceForm(request.POST or None, account=account, may_be_confidential=secret)
    back = reverse("customers:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        contact = values.pop("contact")
        values["contact_id"] = contact.pk if contact else None
        try:
            services.note_preference(actor=request.user, account_id=pk, **values)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, back, message=_("Noted."))
    context = {"form": form, "title": _("New note"), "back": back, "account": account}
    return page(request, "customers/form.html", context, part="dialog")


@login_required
@require_POST
def remove_preference(request: UserRequest, pk: int, preference_pk: int) -> HttpResponse:
    """Take a note back."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    note = get_object_or_404(queries.preferences_for(request.user, account), pk=preference_pk)
    if not permissions.can_edit(request.user, account):
        raise Http404
    services.remove_preference(actor=request.user, preference_id=note.pk)
    return saved(request, reverse("customers:detail", args=[pk]), message=_("Removed."))
