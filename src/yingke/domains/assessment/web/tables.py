"""The visits counted by an indicator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.queries.behind import reading
from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web import words
from yingke.domains.procedures.models import VisitType
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.identity.queries import active_users, sites
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, View, row_address

MISSED = "missed=1"


class BehindFilters(Filters):
    """What narrows the visits behind an indicator."""

    department = forms.ModelChoiceField(
        label=_("Department"), queryset=OrgUnit.objects.all(), required=False
    )
    visit_type = forms.ModelChoiceField(
        label=_("Visit type"), queryset=VisitType.objects.all(), required=False
    )
    lead_host = forms.ModelChoiceField(
        label=_("Lead host"), queryset=active_users(), required=False
    )
    site = forms.ModelChoiceField(label=_("Site"), queryset=sites(), required=False)
    missed = forms.ChoiceField(
        label=_("Target"),
        choices=[("", _("All")), ("1", _("Missed"))],
        required=False,
    )

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.cleaned_data
        for name in ("department", "visit_type", "lead_host", "site"):
            if chosen[name]:
                queryset = queryset.filter(**{f"visit__{name}": chosen[name]})
        return queryset.filter(missed=1) if chosen["missed"] else queryset


def _missed(row: Any) -> SafeString | None:
    return pill(_("Missed"), tone="amber") if row.missed else None


class VisitsBehind(Table):
    """One row for each visit that counts in the month, the worst first."""

    code, label = "insights", _("Visits counted")
    filters = BehindFilters
    orders = {
        "worst": Order(_("Value"), ("rank", "pk")),
        "arrival": Order(_("Arrival"), ("-visit__arrives_at", "-pk")),
    }
    empty_title = _("No visits counted")
    empty_text = _("No visits counted this month.")
    columns: tuple[Column, ...] = ()

    def __init__(
        self, request: HttpRequest, rows: QuerySet[VisitMonth], *, indicator: Indicator, month: str
    ) -> None:
        def value(row: Any) -> str:
            return words.value(indicator, reading(row))

        def basis(row: Any) -> str:
            return words.basis(indicator, reading(row))

        self.built_in = (  # type: ignore[misc]  # its address names the month
            View(_("Missed"), f"month={month}&{MISSED}"),
        )
        self.columns = (
            Column("visit", _("Visit"), "visit.title", lead=True, grow=True),
            Column("account", _("Customer"), "visit.account.label"),
            Column("value", _("Value"), value, align="end", sort="worst"),
            Column("basis", _("Included"), basis, align="end"),
            Column("missed", _("Target"), _missed),
            Column("department", _("Department"), "visit.department.label"),
            Column("visit_type", _("Visit type"), "visit.visit_type.label"),
            Column("host", _("Lead host"), "visit.lead_host.label"),
            Column("site", _("Site"), "visit.site.label", hidden=True),
            Column("number", _("Number"), "visit.number", hidden=True),
            Column("arrives_at", _("Arrival"), "visit.arrives_at", sort="arrival", align="end"),
        )
        super().__init__(request, rows)

    @staticmethod
    def row_url(row: Any) -> str:
        return row_address("assessment:visit", row.visit_id)
