"""The lists of customers and of their people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.terms import (
    AccountStatus,
    Attitude,
    DecisionRole,
    Industry,
    Region,
    Tier,
)
from yingke.domains.customers.web.tones import (
    ATTITUDE_TONES,
    STATUS_TONES,
    TIER_TONES,
)
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


def _any(choices: Iterable[tuple[str, object]]) -> Iterable[tuple[str, object]]:
    return [("", _("all")), *choices]


class AccountFilters(Filters):
    """By words, tier, industry, region and status."""

    q = forms.CharField(label=_("Search"), required=False)
    tier = forms.ChoiceField(label=_("Tier"), choices=_any(Tier.choices), required=False)
    industry = forms.ChoiceField(
        label=_("Industry"), choices=_any(Industry.choices), required=False
    )
    region = forms.ChoiceField(label=_("Region"), choices=_any(Region.choices), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=_any(AccountStatus.choices), required=False
    )

    def narrow(self, queryset: QuerySet[Account]) -> QuerySet[Account]:
        for word in (self.cleaned_data["q"] or "").casefold().split():
            queryset = queryset.filter(search_text__contains=word)
        for name in ("tier", "industry", "region", "status"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        return queryset


def _tier(account: Account) -> SafeString:
    return pill(worded(Tier, account.tier), tone=TIER_TONES[account.tier])


def _status(account: Account) -> SafeString:
    return pill(worded(AccountStatus, account.status), tone=STATUS_TONES[account.status])


class AccountTable(Table):
    """Customers by name; the address keeps the filters."""

    code, label = "customers", _("Customers")
    filters = AccountFilters
    columns = (
        Column("name", _("Full name"), "label", lead=True, sort="name", grow=True),
        Column("number", _("Number"), "number"),
        Column("tier", _("Tier"), _tier, text=lambda row: worded(Tier, row.tier)),
        Column("industry", _("Industry"), lambda row: worded(Industry, row.industry)),
        Column("region", _("Region"), lambda row: worded(Region, row.region)),
        Column("manager", _("Account manager"), "account_manager.label"),
        Column("department", _("Department"), "department.label", hidden=True),
        Column(
            "status",
            _("Status"),
            _status,
            text=lambda row: worded(AccountStatus, row.status),
            hidden=True,
        ),
        Column("credit_code", _("Unified social credit code"), "credit_code", hidden=True),
        Column("updated", _("Changed"), "updated_at", sort="changed", align="end"),
    )
    orders = {
        "name": Order(_("Full name"), ("sort_key", "pk")),
        "changed": Order(_("Changed"), ("-updated_at", "-pk")),
    }
    empty_title = _("No customers here")
    empty_text = _("Add the first one, or lift the filters.")

    @staticmethod
    def row_url(row: Account) -> str:
        return row_address("customers:detail", row.pk)


class ContactFilters(Filters):
    """By words, role in decisions and attitude."""

    q = forms.CharField(label=_("Search"), required=False)
    decision_role = forms.ChoiceField(
        label=_("Role in decisions"), choices=_any(DecisionRole.choices), required=False
    )
    attitude = forms.ChoiceField(
        label=_("Attitude"), choices=_any(Attitude.choices), required=False
    )

    def narrow(self, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        for word in (self.cleaned_data["q"] or "").casefold().split():
            queryset = queryset.filter(search_text__contains=word)
        for name in ("decision_role", "attitude"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        return queryset


def _attitude(contact: Contact) -> SafeString:
    return pill(worded(Attitude, contact.attitude), tone=ATTITUDE_TONES[contact.attitude])


class ContactTable(Table):
    """The people of all customers that the reader may see."""

    code, label = "contacts", _("Contacts")
    filters = ContactFilters
    columns = (
        Column("name", _("Name"), "label", lead=True, sort="name"),
        Column("title", _("Position"), "title"),
        Column("account", _("Customer"), "account.label", grow=True),
        Column("role", _("Role in decisions"), lambda row: worded(DecisionRole, row.decision_role)),
        Column("influence", _("Influence"), "influence", align="end"),
        Column(
            "attitude",
            _("Attitude"),
            _attitude,
            text=lambda row: worded(Attitude, row.attitude),
        ),
        Column("phone", _("Phone"), "phone", hidden=True),
        Column("email", _("E-mail"), "email", hidden=True),
    )
    orders = {"name": Order(_("Name"), ("sort_key", "pk"))}
    empty_title = _("No contacts here")
    empty_text = _("People are added on the page of their company.")

    @staticmethod
    def row_url(row: Contact) -> str:
        return row_address("customers:detail", row.account_id)
