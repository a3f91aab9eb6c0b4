"""The people of a customer: how they stand to each other, and their cards."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.customers import queries, services
from yingke.domains.customers.models import Relationship
from yingke.domains.customers.web import cards
from yingke.domains.customers.web.forms import CardForm, RelationshipForm
from yingke.domains.customers.web.registers import CONTACTS
from yingke.domains.customers.web.views.accounts import editable, trail_of, url_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def new_relationship(request: UserRequest, pk: int) -> HttpResponse:
    """Say that one person influences or blocks another."""
    account = editable(request, pk)
    form = RelationshipForm(posted(request), account=account)
    return edit_page(
        request,
        form,
        lambda: services.add_relationship(actor=request.user, **form.columns()),
        title=_("New relationship"),
        back=url_of(account),
        trail=trail_of(account),
        message=_("Added."),
    )


@login_required
@require_POST
def remove_relationship(request: UserRequest, pk: int, relationship_pk: int) -> HttpResponse:
    """Take back what was said about two people."""
    account = editable(request, pk)
    row = get_object_or_404(Relationship, pk=relationship_pk, contact__account=account)
    return perform(
        request,
        lambda: services.remove_relationship(actor=request.user, relationship_id=row.pk),
        back=url_of(account),
        message=_("Removed."),
    )


@login_required
@require_GET
def contact_card(request: UserRequest, pk: int) -> HttpResponse:
    """A contact as a vCard."""
    contacts = queries.contacts_visible_to(request.user).select_related("account")
    contact = get_object_or_404(contacts, pk=pk)
    response = HttpResponse(cards.written(contact), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="contact-{pk}.vcf"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def read_card(request: UserRequest, pk: int) -> HttpResponse:
    """Begin a new contact with what a vCard says."""
    account = editable(request, pk)
    form = CardForm(posted(request), request.FILES or None)
    return edit_page(
        request,
        form,
        lambda: cards.read(form.cleaned_data["file"].read()),
        title=_("Contact from a card"),
        back=url_of(account),
        trail=trail_of(account),
        go=lambda card: CONTACTS.url("new", account=pk, **card),
        message=_("Check what the card says, then save."),
    )
