"""The list of feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.terms import Intention
from yingke.foundation.kernel import clock
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

STATES = [
    ("", _("All")),
    ("due", _("Awaiting feedback")),
    ("overdue", _("Overdue")),
    ("recorded", _("Feedback recorded")),
]
TONES: Final[dict[str, Tone]] = {"due": "amber", "overdue": "red", "recorded": "green"}
INTENTION_TONES: Final[dict[str, Tone]] = {
    "none": "neutral",
    "possible": "blue",
    "strong": "accent",
    "confirmed": "green",
}


class FeedbackFilters(Filters):
    """Search words, state and intention."""

    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(label=_("Status"), choices=STATES, required=False)
    intention = forms.ChoiceField(
        label=_("Intention to cooperate"),
        choices=[("", _("All")), *Intention.choices],
        required=False,
    )

    def narrow(self, queryset: QuerySet[Feedback]) -> QuerySet[Feedback]:
        wanted = self.cleaned_data
        if wanted["q"]:
            queryset = queries.matching(queryset, wanted["q"])
        if wanted["state"]:
            queryset = queries.in_state(queryset, wanted["state"], now=clock.now())
        if wanted["intention"]:
            queryset = queryset.filter(intention=wanted["intention"], recorded_at__isnull=False)
        return queryset


def state_of(row: Feedback) -> str:
    """Return `recorded`, `due` or `overdue`."""
    if row.recorded_at:
        return "recorded"
    return "overdue" if row.due_at < clock.now() else "due"


def state_pill(row: Feedback) -> SafeString:
    state = state_of(row)
    return pill(dict(STATES)[state], tone=TONES[state], dot=True)


def score_pill(row: Feedback) -> SafeString | None:
    """The score, green from the "excellent" threshold on."""
    if row.score is None:
        return None
    excellent = row.score >= queries.excellent_from(row)
    return pill(str(row.score), tone="green" if excellent else "neutral")


def intention_pill(row: Feedback) -> SafeString | None:
    """The customer's intention, once it is recorded."""
    if row.recorded_at is None:
        return None
    return pill(row.get_intention_display(), tone=INTENTION_TONES[row.intention])


class FeedbackTable(Table):
    """Requested and recorded feedback, latest due time first."""

    code, label = "feedback", _("Feedback")
    filters = FeedbackFilters
    columns = (
        Column("visit", _("Visit"), "visit.title", lead=True, grow=True),
        Column("number", _("Number"), "visit.number"),
        Column("account", _("Customer"), "visit.account.label"),
        Column("state", _("Status"), state_pill, text=lambda row: str(dict(STATES)[state_of(row)])),
        Column("score", _("Score"), score_pill, text=lambda row: row.score, align="end"),
        Column(
            "intention",
            _("Intention to cooperate"),
            intention_pill,
            text=lambda row: str(row.get_intention_display()) if row.recorded_at else "",
        ),
        Column("due_at", _("Due"), "due_at", sort="due", align="end"),
        Column("recorded_at", _("Recorded"), "recorded_at", hidden=True),
        Column("recorded_by", _("Recorded by"), "recorded_by.label", hidden=True),
        Column("suggestions", _("Suggestions"), "suggestions", hidden=True),
    )
    orders = {"due": Order(_("Due"), ("-due_at", "-pk"))}
    empty_title = _("No feedback yet")
    empty_text = _("Feedback appears here when a visit ends.")

    @staticmethod
    def row_url(row: Feedback) -> str:
        return row_address("feedback:record", row.visit_id)
