"""The form of a report: what happened, or a sentence that says it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.models import Staff
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.rules import reading
from yingke.domains.planning.terms import ChangeKind
from yingke.domains.resources.models import Resource
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.ui.edits import EditForm

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit

DETAILS: Final = ("minutes", "item", "heads", "item_kind", "name", "staff", "resource", "flight")


class ChangeForm(EditForm):
    """`details` are what its fields say of the change; which of them matter follows from `kind`."""

    text = forms.CharField(
        label=_("Or say it in a sentence"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=ChangeKind.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("By how many minutes"),
        required=False,
    )
    flight = forms.CharField(label=_("Flight or train"), max_length=12, required=False)
    item = forms.TypedChoiceField(
        label=_("Agenda item"), coerce=int, empty_value=None, required=False
    )
    heads = forms.IntegerField(label=_("Guests in all"), required=False, min_value=1)
    item_kind = forms.ChoiceField(
        label=_("New item"), choices=[("", "—"), *AgendaKind.choices], required=False
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    staff = forms.TypedChoiceField(label=_("Person"), coerce=int, empty_value=None, required=False)
    resource = forms.TypedChoiceField(
        label=_("Room or vehicle"), coerce=int, empty_value=None, required=False
    )
    source = forms.CharField(label=_("Reported by whom"), max_length=80, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known = queries.known_of(visit)
        fields = self.fields
        rows = visit.agenda.filter(finished_at=None)
        staff = Staff.objects.filter(pk__in=[one.id for one in known.people])
        things = Resource.objects.filter(pk__in=[one.id for one in known.resources])
        for name, choices in (("item", rows), ("staff", staff), ("resource", things)):
            listed = [("", "—"), *((row.pk, row.label) for row in choices)]
            fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Choose the kind that the sentence says, so that its questions are shown."""
        values = super().clean() or self.cleaned_data
        if not values.get("kind"):
            values["kind"] = reading.read(values.get("text") or "", self.known).kind or ""
        return values

    @property
    def shown_kind(self) -> str:
        """The kind that is chosen, or was read from the sentence."""
        values = getattr(self, "cleaned_data", {})
        return str(values.get("kind") or self["kind"].value() or "")

    @property
    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in DETAILS}
