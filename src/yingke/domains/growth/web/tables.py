"""The list of follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from yingke.domains.growth import queries
from yingke.domains.growth.models import FollowUp
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.growth.web.signs import outcome_pill
from yingke.foundation.kernel import clock
from yingke.foundation.ui.components.signs import person
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

WHICH = [("", _("All")), ("late", _("With overdue steps"))]


class FollowUpFilters(Filters):
    """Search words, outcome, and overdue steps."""

    q = forms.CharField(label=_("Search"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("All")), *Outcome.choices], required=False
    )
    which = forms.ChoiceField(label=_("Steps"), choices=WHICH, required=False)

    def narrow(self, queryset: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        wanted = self.cleaned_data
        if wanted["q"]:
            queryset = queries.matching(queryset, wanted["q"])
        if wanted["outcome"]:
            queryset = queryset.filter(outcome=wanted["outcome"])
        if wanted["which"] == "late":
            queryset = queries.late(queryset, now=clock.now())
        return queryset


def _owner(row: FollowUp) -> SafeString | None:
    return person(row.owner.label) if row.owner else None


def _next_step(row: Any) -> SafeString | None:
    if not row.next_kind:
        return None
    late = row.next_due_at < clock.now()
    words = StepKind(row.next_kind).label
    return format_html('<span class="{}">{}</span>', "ink-red" if late else "", words)


class FollowUpTable(Table):
    """Follow-ups with their next step, latest first."""

    code, label = "follow-ups", _("Follow-ups")
    filters = FollowUpFilters
    columns = (
        Column("visit", _("Visit"), "visit.title", lead=True, grow=True),
        Column("number", _("Number"), "visit.number"),
        Column("account", _("Customer"), "visit.account.label"),
        Column("owner", _("Owner"), _owner, text=lambda row: row.owner and row.owner.label),
        Column(
            "outcome",
            _("Outcome"),
            outcome_pill,
            text=lambda row: str(row.get_outcome_display()),
        ),
        Column("next", _("Next step"), _next_step),
        Column("next_due_at", _("Next step due"), "next_due_at", align="end"),
        Column("opened_at", _("Started"), "opened_at", sort="opened", align="end"),
        Column("reason", _("Reason"), "reason", hidden=True),
    )
    orders = {"opened": Order(_("Newest first"), ("-opened_at", "-pk"))}
    empty_title = _("No follow-ups yet")
    empty_text = _("Follow-ups appear here when a visit ends.")

    @staticmethod
    def row_url(row: FollowUp) -> str:
        return row_address("growth:detail", row.visit_id)
