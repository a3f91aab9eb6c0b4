"""Forms of agenda items, participants and bookings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from yingke.domains.people import queries as people
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries.agenda_start import SOURCES
from yingke.domains.visits.services.agenda import ItemFields
from yingke.domains.visits.terms import AgendaKind, PartRole
from yingke.domains.visits.web.forms.fields import VersionForm
from yingke.foundation.ui.dates import hour
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.fields import MinuteField
from yingke.foundation.ui.widgets import Chips, DateTimePicker

FIELDS = (
    *("kind", "name", "name_en", "starts_at", "ends_at"),
    *("place", "note", "interactive"),
)
_SALT = "visits.agenda.seen"


class ItemForm(EditForm):
    """An agenda item; `seen` holds the signed values its editor saw when the form was opened."""

    carrier = "seen"

    version = None  # type: ignore[assignment]  # Django drops the inherited field
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=AgendaKind.choices)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("If empty, the type is used as the name."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    starts_at = MinuteField(label=_("From"))
    ends_at = MinuteField(label=_("Until"), widget=DateTimePicker({"data-follows": "starts_at"}))
    place = forms.CharField(
        label=_("Location"),
        max_length=200,
        required=False,
        help_text=_("Only if none of our rooms is booked."),
    )
    note = forms.CharField(
        label=_("Key points"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    interactive = forms.BooleanField(label=_("Interactive (guests take part)"), required=False)

    def clean(self) -> dict[str, Any]:
        """Name an item without a name after its kind, in both languages."""
        data = super().clean() or {}
        if "kind" in data and not data.get("name"):
            kind = AgendaKind(data["kind"])
            for name, language in (("name", "zh-hans"), ("name_en", "en")):
                with translation.override(language):
                    data[name] = data.get(name) or str(kind.label)
        return data

    def values(self) -> ItemFields:
        """Return the values as the service takes them."""
        return ItemFields(**{name: self.cleaned_data[name] for name in FIELDS})

    def seen_item(self) -> ItemFields | None:
        """Return what the editor saw; None if it is missing or was tampered with."""
        try:
            values = signing.loads(self.cleaned_data["seen"], salt=_SALT)
        except signing.BadSignature:
            return None
        for name in ("starts_at", "ends_at"):
            values[name] = parse_datetime(values[name])
        return ItemFields(**values)


def fields_of(item: AgendaItem) -> ItemFields:
    """Return a stored item as the service's value."""
    return ItemFields(**{name: getattr(item, name) for name in FIELDS})


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """Return a stored item as initial values of the form."""
    return {**asdict(fields_of(item)), "seen": sealed(item)}


def sealed(item: AgendaItem) -> str:
    """Return the item's signed values, to detect changes by others later."""
    values = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(fields_of(item)).items()
    }
    return signing.dumps(values, salt=_SALT)


class InviteForm(forms.Form):
    """Who is asked to take part in which items, and as what; `anyway` asks despite drawbacks."""

    role = forms.ChoiceField(label=_("Role"), choices=PartRole.choices)
    items = forms.TypedMultipleChoiceField(
        label=_("Agenda items"), coerce=int, widget=Chips, required=False
    )
    staff: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Staff"), queryset=people.staff_choices()
    )
    anyway = forms.BooleanField(label=_("Invite them anyway"), required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = self.fields["items"]
        rows = visit.agenda.filter(started_at=None)
        items.choices = [(row.pk, f"{hour(row.starts_at)} {row.label}") for row in rows]

    def values(self, item_pk: int) -> dict[str, Any]:
        """The valid form as the service takes it; `item_pk` is the item it was opened from."""
        data = self.cleaned_data
        return {
            "item_ids": data["items"] or [item_pk],
            "staff_ids": [row.pk for row in data["staff"]],
            "role": data["role"],
            "anyway": data["anyway"],
        }


class StartForm(VersionForm):
    """From what an agenda starts."""

    source = forms.ChoiceField(choices=[(one, one) for one in SOURCES], widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """Accept or decline an invitation; declining needs a reason."""

    reason = forms.CharField(label=_("Reason, if you decline"), max_length=300, required=False)


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=_("Proof"),
        max_length=200,
        help_text=_("A confirmation number, an email, or a name and time."),
    )
