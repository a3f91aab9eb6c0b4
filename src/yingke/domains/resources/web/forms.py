"""Forms of resources and bookings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.queries import active_skills
from yingke.domains.people.terms import SkillLevel, SpokenLanguage
from yingke.domains.resources import queries
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.rules.bookings import check_times
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.queries import sites
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.widgets import Combobox, DateTimePicker, Segments

PEOPLE = "people"
BUFFERS = ("capacity", "buffer_before", "buffer_after")
ROOMS = (ResourceKind.ROOM, ResourceKind.SHOWROOM)


class _AtSite(ModelEditForm):
    querysets = {
        "site": lambda user: sites(),
        "supplier": queries.suppliers_visible_to,
    }


class RoomForm(_AtSite):
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=[(kind.value, kind.label) for kind in ROOMS],
        widget=Segments,
        initial=ResourceKind.ROOM,
    )

    class Meta:
        model = Room
        fields = (
            "name",
            "name_en",
            "site",
            "kind",
            *BUFFERS,
            "location",
            "equipment",
            "note",
            "active",
        )


class VehicleForm(_AtSite):
    class Meta:
        model = Vehicle
        fields = (
            *("name", "name_en", "site", *BUFFERS, "plate", "model", "driver", "driver_phone"),
            *("supplier", "note", "active"),
        )


class KitForm(_AtSite):
    class Meta:
        model = Resource
        fields = ("name", "name_en", "site", *BUFFERS, "note", "active")


class HotelForm(_AtSite):
    class Meta:
        model = Hotel
        fields = (
            *("name", "name_en", "site", "supplier", "stars", "agreed_rate", "minutes_to_site"),
            *("phone", "address", "note", "active"),
        )


class SupplierForm(ModelEditForm):
    """The credit code may contain spaces."""

    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False, empty_value=None
    )

    class Meta:
        model = Supplier
        fields = (
            *("name", "name_en", "kinds", "credit_code", "compliance", "compliant_until"),
            *("contact_name", "phone", "email", "note", "active"),
        )
        widgets = {"compliance": Segments}


class BookingForm(EditForm):
    pairs = True
    wide = ("resource", "label")

    resource = forms.ModelChoiceField(
        label=_("Resource"), queryset=Resource.objects.none(), widget=Combobox
    )
    label = forms.CharField(label=_("Used for"), max_length=200)
    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(
        label=_("Until"), widget=DateTimePicker({"data-follows": "starts_at"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["resource"].queryset = queries.resource_choices()


class NewBookingForm(BookingForm):
    held_until = forms.DateTimeField(
        label=_("Hold until"),
        widget=DateTimePicker,
        required=False,
        help_text=_("If it is not confirmed by then, it is released. Leave empty to keep it."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why both are needed"), max_length=200)


class FreeForm(forms.Form):
    """What is looked for; `what` is "people" or a kind of resource, and chooses the fields."""

    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(
        label=_("Until"), widget=DateTimePicker({"data-follows": "starts_at"})
    )
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=sites(), required=False, empty_label=_("All sites")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any")), *SpokenLanguage.choices], required=False
    )
    skill = forms.ModelChoiceField(
        label=_("Skill"), queryset=active_skills(), required=False, empty_label=_("Any")
    )
    level = forms.TypedChoiceField(
        label=_("Level at least"),
        choices=SkillLevel.choices,
        coerce=int,
        required=False,
        empty_value=str(SkillLevel.LEARNING.value),
    )
    seats = forms.IntegerField(
        label=_("Seats at least"), min_value=0, max_value=5000, required=False
    )
    equipment = forms.CharField(label=_("Equipment"), max_length=60, required=False)

    OF_PEOPLE = ("language", "skill", "level")
    OF_RESOURCES = ("seats",)
    OF_ROOMS = ("equipment",)

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: tuple[str, ...] = self.OF_PEOPLE if what == PEOPLE else self.OF_RESOURCES
        if what in ROOMS:
            kept += self.OF_ROOMS
        for name in (*self.OF_PEOPLE, *self.OF_RESOURCES, *self.OF_ROOMS):
            if name not in kept:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
        if starts_at and ends_at:
            try:
                check_times(starts_at, ends_at)
            except RuleViolation as violation:
                self.add_error(violation.field, explain(violation))
        return values


class DragForm(forms.Form):
    """Where a booking was dragged to."""

    resource_id = forms.IntegerField()
    starts_at = forms.DateTimeField()
    ends_at = forms.DateTimeField()
    version = forms.IntegerField()


class ProofForm(forms.Form):
    proof = forms.CharField(label=_("Proof of confirmation"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
