"""Forms of resources and bookings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources import queries
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.queries import sites
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, DateTimePicker, Segments

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
