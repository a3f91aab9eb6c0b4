"""Table of journal entries."""

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity import queries as people
from yingke.foundation.identity.models import User
from yingke.foundation.journal import events, queries
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.web import subjects
from yingke.foundation.ui.components.signs import person
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address
from yingke.foundation.ui.widgets import Combobox


def _kinds() -> list[tuple[str, object]]:
    return [("", _("All")), *((kind, kind) for kind in events.kinds())]


class JournalFilters(Filters):
    """Filters by subject, person and kind."""

    q = forms.CharField(
        label=_("Subject (type:number)"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "visits.visit:7"}),
    )
    actor = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.all(),
        required=False,
        widget=Combobox(source=reverse_lazy("journal:actors"), placeholder=_("Anyone")),
    )
    kind = forms.ChoiceField(label=_("Type"), choices=_kinds, required=False)

    def clean_q(self) -> tuple[str, int | None] | None:
        text = self.cleaned_data["q"]
        asked = subjects.parse(text) if text else None
        if text and asked is None:
            raise forms.ValidationError(_("Enter it as type:number, for example visits.visit:7."))
        return asked

    def narrow(self, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        wanted = self.cleaned_data
        kind, number = wanted["q"] or ("", None)
        return queries.narrow(
            queryset,
            subject_kind=kind,
            subject_id=number,
            actor_id=wanted["actor"].pk if wanted["actor"] else None,
            kind=wanted["kind"] or "",
        )


def actor(entry: Entry) -> SafeString | str:
    return person(entry.actor.label) if entry.actor else gettext("Yingke")


def actor_name(entry: Entry) -> str:
    return entry.actor.label if entry.actor else gettext("Yingke")


class JournalTable(Table):
    """Newest first; a row opens the entry with its changed values."""

    code, label = "journal", _("Journal")
    about = _("Entries can never be changed or deleted.")
    filters = JournalFilters
    columns = (
        Column("occurred_at", _("When"), "occurred_at", sort="newest"),
        Column("actor", _("Performed by"), actor, text=actor_name),
        Column("what", _("Action"), queries.describe, lead=True, grow=True),
        Column("subject", _("Subject"), lambda entry: subjects.name(entry.subject)),
        Column("kind", _("Type"), "kind"),
        Column("recorded_at", _("Recorded"), "recorded_at", hidden=True),
        Column("event_id", _("Event ID"), lambda entry: str(entry.event_id), hidden=True),
    )
    orders = {"newest": Order(_("Newest first"), queries.NEWEST_FIRST)}
    row_dialog = True
    empty_title = _("No entries yet")
    empty_text = _("Everything users and the system do is recorded here.")

    @staticmethod
    def row_url(row: Entry) -> str:
        return row_address("journal:entry", row.pk)


def actor_options(text: str) -> list[dict[str, object]]:
    """Return matching people for the person filter."""
    found = people.matching(User.objects.all(), text) if text else User.objects.all()
    return [
        {"value": user.pk, "label": user.label, "note": user.email}
        for user in found.order_by("sort_key", "pk")[:20]
    ]
