"""The visits counted by an indicator."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web import words
from yingke.domains.visits.models import Visit
from yingke.foundation.ui.tables import Column, Order, Table, row_address


class VisitsBehind(Table):
    """One row with its reading for each visit that counts in the month."""

    code, label = "insights", _("Visits counted")
    orders = {"arrival": Order(_("Arrival"), ("-arrives_at", "-pk"))}
    empty_title = _("No visits counted")
    empty_text = _("No visits counted this month.")
    columns: tuple[Column, ...] = ()

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Visit],
        *,
        indicator: Indicator,
        readings: Mapping[int, Reading],
    ) -> None:
        def value(row: Visit) -> str:
            return words.value(indicator, readings[row.pk])

        def basis(row: Visit) -> str:
            return words.basis(indicator, readings[row.pk])

        self.columns = (
            Column("visit", _("Visit"), "title", lead=True, grow=True),
            Column("number", _("Number"), "number", hidden=True),
            Column("account", _("Customer"), "account.label"),
            Column("value", _("Value"), value, align="end"),
            Column("basis", _("Included"), basis, align="end"),
            Column("arrives_at", _("Arrival"), "arrives_at", sort="arrival", align="end"),
        )
        super().__init__(request, queryset.filter(pk__in=readings))

    @staticmethod
    def row_url(row: Any) -> str:
        return row_address("assessment:visit", row.pk)
