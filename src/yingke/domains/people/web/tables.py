"""The staff register as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.models import Skill, Staff
from yingke.domains.people.terms import SpokenLanguage
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


class StaffFilters(Filters):
    """By words, department, skill and language."""

    q = forms.CharField(label=_("Search"), required=False)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=OrgUnit.objects.none(), required=False
    )
    skill = forms.ModelChoiceField(
        label=_("Skill"), queryset=Skill.objects.none(), required=False, to_field_name="code"
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("all")), *SpokenLanguage.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = OrgUnit.objects.order_by("path")
        fields["skill"].queryset = Skill.objects.filter(active=True)

    def narrow(self, queryset: QuerySet[Staff]) -> QuerySet[Staff]:
        wanted = self.cleaned_data
        for word in (wanted["q"] or "").casefold().split():
            queryset = queryset.filter(search_text__contains=word)
        if wanted["department"]:
            queryset = queryset.filter(department__path__startswith=wanted["department"].path)
        if wanted["skill"]:
            queryset = queryset.filter(pk__in=wanted["skill"].holders.values("staff"))
        if wanted["language"]:
            queryset = queryset.filter(languages__contains=[wanted["language"]])
        return queryset


def languages(staff: Staff) -> str:
    """The languages of a person in words."""
    words = dict(SpokenLanguage.choices)
    return " · ".join(str(words.get(code, code)) for code in staff.languages)


def _state(staff: Staff) -> SafeString:
    if staff.active:
        return pill(gettext("Works here"), tone="green")
    return pill(gettext("Has left"))


class StaffTable(Table):
    """Staff by name."""

    code, label = "staff", _("Staff")
    filters = StaffFilters
    columns = (
        Column("name", _("Name"), "label", lead=True, sort="name"),
        Column("department", _("Department"), "department.label"),
        Column("title", _("Position"), "title", grow=True),
        Column("languages", _("Languages"), languages),
        Column("phone", _("Phone"), "phone"),
        Column("email", _("E-mail"), "email", hidden=True),
        Column("number", _("Staff number"), "number", hidden=True),
        Column("state", _("State"), _state, hidden=True),
    )
    orders = {"name": Order(_("Name"), ("sort_key", "pk"))}
    empty_title = _("Nobody here")
    empty_text = _("Add the first person, or lift the filters.")

    @staticmethod
    def row_url(row: Staff) -> str:
        return row_address("people:detail", row.pk)
