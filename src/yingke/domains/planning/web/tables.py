"""The list of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.planning.notices import sentence
from yingke.domains.planning.terms import OPEN_CHANGES, ChangeKind, ChangeState
from yingke.domains.planning.web.change_words import TONES, seconds_words
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, View

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from yingke.domains.planning.models import ChangeRequest

ALL = [("", _("All"))]


class ChangeFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[*ALL, ("open", _("Open")), *ChangeState.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What happened"), choices=[*ALL, *ChangeKind.choices], required=False
    )

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.cleaned_data
        if chosen["q"]:
            queryset = queryset.filter(visit__search_text__contains=chosen["q"].casefold())
        if chosen["state"] == "open":
            queryset = queryset.filter(state__in=OPEN_CHANGES)
        elif chosen["state"]:
            queryset = queryset.filter(state=chosen["state"])
        return queryset.filter(kind=chosen["kind"]) if chosen["kind"] else queryset


def _state(change: ChangeRequest) -> SafeString:
    return pill(change.get_state_display(), tone=TONES[ChangeState(change.state)], dot=True)


def _took(change: ChangeRequest) -> str:
    if change.told_at is None:
        return ""
    return seconds_words((change.told_at - change.reported_at).total_seconds())


class ChangeTable(Table):
    """Changes, the newest first."""

    code, label = "changes", _("Changes of plan")
    filters = ChangeFilters
    built_in = (View(_("Open"), "state=open"),)
    columns = (
        Column("change", _("What changes"), sentence, lead=True, grow=True),
        Column("kind", _("What happened"), "get_kind_display", hidden=True),
        Column("visit", _("Visit"), "visit.number"),
        Column("account", _("Customer"), "visit.account.label"),
        Column("state", _("Status"), _state, text=lambda change: change.get_state_display()),
        Column("reported_at", _("Reported"), "reported_at", sort="reported"),
        Column("reported_by", _("Reported by"), "reported_by.label"),
        Column("took", _("Until all were told"), _took, align="end"),
    )
    orders = {"reported": Order(_("Newest first"), ("-reported_at", "-pk"))}
    empty_title = _("No changes yet")
    empty_text = _("Report a change from the page of a visit or from its on-site mode.")

    @staticmethod
    def row_url(change: ChangeRequest) -> str:
        return reverse("planning:change", args=[change.pk])
