"""Registers of customers and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import Account, Contact, Interaction
from yingke.domains.customers.rules import code_slips
from yingke.domains.customers.terms import (
    AccountStatus,
    Attitude,
    DecisionRole,
    InteractionKind,
    InteractionState,
    Tier,
)
from yingke.domains.customers.web.forms import AccountForm, ContactForm, InteractionForm
from yingke.domains.customers.web.synonyms import (
    ACCOUNT_SYNONYMS,
    CONTACT_SYNONYMS,
    INTERACTION_SYNONYMS,
)
from yingke.domains.customers.web.tones import (
    ATTITUDE_TONES,
    INTERACTION_TONES,
    STATUS_TONES,
    TIER_TONES,
)
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui import register
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.tables import matching
from yingke.foundation.ui.tables import Column, Filters, Order

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


def _tier(account: Account) -> SafeString:
    return pill(worded(Tier, account.tier), tone=TIER_TONES[account.tier])


def _status(account: Account) -> SafeString:
    return pill(worded(AccountStatus, account.status), tone=STATUS_TONES[account.status])


def _attitude(contact: Contact) -> SafeString:
    return pill(worded(Attitude, contact.attitude), tone=ATTITUDE_TONES[contact.attitude])


def _summary(row: Interaction) -> str:
    return row.summary or worded(InteractionKind, row.channel)


def _state(row: Interaction) -> SafeString:
    return pill(worded(InteractionState, row.state), tone=INTERACTION_TONES[row.state])


class ContactFilters(Filters):
    """Search words, role in decisions and attitude; former contacts on request."""

    q = forms.CharField(label=_("Search"), required=False)
    decision_role = forms.ChoiceField(
        label=_("Role in decisions"),
        choices=[("", _("All")), *DecisionRole.choices],
        required=False,
    )
    attitude = forms.ChoiceField(
        label=_("Attitude"), choices=[("", _("All")), *Attitude.choices], required=False
    )
    left = forms.BooleanField(label=_("Include former contacts"), required=False)

    def narrow(self, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        for name in ("decision_role", "attitude"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        if not self.cleaned_data["left"]:
            queryset = queryset.filter(active=True)
        return matching(queryset, self.cleaned_data["q"] or "")


class InteractionFilters(Filters):
    """Search by customer, person or subject; the type and the status."""

    q = forms.CharField(label=_("Search"), required=False)
    channel = forms.ChoiceField(
        label=_("Type"), choices=[("", _("All")), *InteractionKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *InteractionState.choices], required=False
    )

    def narrow(self, queryset: QuerySet[Interaction]) -> QuerySet[Interaction]:
        for name in ("channel", "state"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        for word in (self.cleaned_data["q"] or "").casefold().split():
            queryset = queryset.filter(
                Q(summary__icontains=word)
                | Q(account__search_text__contains=word)
                | Q(contact__search_text__contains=word)
            )
        return queryset


ACCOUNTS = Register(
    code="customers",
    prefix="",
    model=Account,
    label=_("Key customers"),
    new=_("New customer"),
    icon="building-2",
    path="customers/",
    rows=lambda user: queries.visible_to(user).select_related(
        "account_manager", "director", "department", "parent"
    ),
    can_edit=permissions.can_edit,
    columns=(
        *("name", "number"),
        Column("tier", _("Tier"), _tier),
        *("industry", "region", "account_manager"),
        Column("updated", _("Updated"), "updated_at", sort="changed", align="end"),
    ),
    hidden=(
        Column("status", _("Status"), _status),
        *("size", "department", "short_name", "credit_code", "director", "language", "website"),
        *("address", "note"),
    ),
    filters=("tier", "industry", "region", "status"),
    orders={"changed": Order(_("Updated"), ("-updated_at", "-pk"))},
    key=("number",),
    form=AccountForm,
    save=services.save_account,
    save_many=services.save_accounts,
    other_keys=(("credit_code",),),
    synonyms=ACCOUNT_SYNONYMS,
    suggest={"credit_code": code_slips.correction},
)
CONTACTS = Register(
    code="contacts",
    model=Contact,
    label=_("Contacts"),
    new=_("New contact"),
    icon="contact",
    path="customers/contacts/",
    rows=lambda user: queries.contacts_visible_to(user).select_related("account"),
    can_edit=permissions.can_edit_contact,
    columns=(
        *("name", "title", "account", "decision_role", "influence"),
        Column("attitude", _("Attitude"), _attitude),
    ),
    hidden=("phone", "email", "language", "concern"),
    filters=ContactFilters,
    key=("account", "name"),
    form=ContactForm,
    save=services.save_contact,
    group="people",
    save_many=services.save_contacts,
    synonyms=CONTACT_SYNONYMS,
    shown_at=lambda contact: reverse("customers:detail", args=[contact.account_id]),
)
INTERACTIONS = Register(
    code="interactions",
    model=Interaction,
    label=_("Contact history"),
    new=_("Log a contact"),
    icon="message-circle",
    path="customers/interactions/",
    rows=lambda user: queries.interactions_visible_to(user).select_related(
        "account", "contact", "by"
    ),
    can_edit=permissions.can_change_interaction,
    columns=(
        Column("summary", _("What it was about"), _summary),
        Column("account", _("Customer"), "account.label"),
        *("contact", "channel", "held_at", "by"),
        Column("state", _("Status"), _state),
    ),
    hidden=("number", "reason"),
    filters=InteractionFilters,
    order=("-held_at", "-pk"),
    orders={"number": Order(_("Number"), ("number",))},
    key=("number",),
    form=InteractionForm,
    save=services.save_interaction,
    group="people",
    save_many=services.save_interactions,
    synonyms=INTERACTION_SYNONYMS,
)
register.add(ACCOUNTS, CONTACTS, INTERACTIONS)
