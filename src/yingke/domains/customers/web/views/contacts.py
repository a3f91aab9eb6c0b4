"""The people of customers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.web.forms import ContactForm
from yingke.domains.customers.web.tables import ContactTable
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.tables import list_page


@login_required
@require_GET
def contact_list(request: UserRequest) -> HttpResponseBase:
    """The people of the customers that the reader may see."""
    rows = queries.contacts_visible_to(request.user).filter(active=True)
    table = ContactTable(request, rows.select_related("account"))
    return list_page(request, "customers/contacts.html", table)


@login_required
@require_http_methods(["GET", "POST"])
def new_contact(request: UserRequest, pk: int) -> HttpResponse:
    """Add a person to a customer."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not permissions.can_edit(request.user, account):
        raise Http404
    form = ContactForm(request.POST or None, initial={"language": account.language})
    back = reverse("customers:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            services.save_contact(actor=request.user, account_id=pk, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, back, message=_("Contact added."))
    context = {"form": form, "title": _("New contact"), "back": back, "account": account}
    return page(request, "customers/contact_form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def edit_contact(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a person of a customer."""
    people = queries.contacts_visible_to(request.user).select_related("account")
    contact = get_object_or_404(people, pk=pk)
    if not permissions.can_edit(request.user, contact.account):
        raise Http404
    stored = {**model_to_dict(contact), "version": contact.version}
    form = ContactForm(request.POST or None, initial=stored)
    back = reverse("customers:detail", args=[contact.account_id])
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.save_contact(actor=request.user, pk=pk, version=version, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, back, message=_("Saved."))
    context = {"form": form, "title": contact.label, "back": back, "account": contact.account}
    return page(request, "customers/contact_form.html", context, part="dialog")
