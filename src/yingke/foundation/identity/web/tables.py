"""Table of users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity import queries
from yingke.foundation.identity.models import Role, User
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

STATES = [("", _("all")), ("active", _("may sign in")), ("closed", _("closed"))]


class PeopleFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False)
    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.all(),
        required=False,
        to_field_name="code",
        empty_label=_("all"),
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def narrow(self, queryset: QuerySet[User]) -> QuerySet[User]:
        wanted = self.cleaned_data
        if wanted["q"]:
            queryset = queries.matching(queryset, wanted["q"])
        if wanted["role"]:
            queryset = queryset.filter(pk__in=wanted["role"].grants.values("user"))
        if wanted["state"]:
            queryset = queryset.filter(is_active=wanted["state"] == "active")
        return queryset


def _state(user: User) -> SafeString:
    if user.is_active:
        return pill(gettext("may sign in"), tone="green")
    return pill(gettext("closed"))


class PeopleTable(Table):
    code, label = "identity-people", _("People")
    filters = PeopleFilters
    columns = (
        Column("name", pgettext_lazy("person", "Name"), "label", lead=True, sort="name"),
        Column("email", _("E-mail"), "email", grow=True),
        Column("roles", _("Roles"), queries.role_line),
        Column("state", _("State"), _state),
    )
    orders = {"name": Order(pgettext_lazy("person", "Name"), ("sort_key", "pk"))}
    empty_title = _("Nobody here yet")
    empty_text = _("Take the first person in.")

    @staticmethod
    def row_url(row: User) -> str:
        return row_address("identity:person", row.pk)
