"""The forms of the register and of bookings; they check shape, the rules check meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources import queries
from yingke.domains.resources.models import Resource, Supplier
from yingke.domains.resources.terms import Compliance, ResourceKind, SupplierKind
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.queries import sites
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Chips, Combobox, DatePicker, DateTimePicker, Segments


class _Named(EditForm):
    name = forms.CharField(label=_("Known as"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)


class _AtSite(_Named):
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites()
        if "supplier" in self.fields:
            self.fields["supplier"].queryset = Supplier.objects.order_by("sort_key")


class _Bookable(_AtSite):
    capacity = forms.IntegerField(label=_("Capacity"), min_value=0, max_value=5000, initial=8)
    buffer_before = forms.IntegerField(
        label=_("Minutes kept free before"), min_value=0, max_value=480, initial=0
    )
    buffer_after = forms.IntegerField(
        label=_("Minutes kept free after"), min_value=0, max_value=480, initial=0
    )


class SiteForm(_Named):
    """A place where guests are received."""

    code = forms.SlugField(label=_("Code"), max_length=32)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    meeting_point = forms.CharField(label=_("Meeting point"), max_length=100, required=False)
    calendar = forms.CharField(label=_("Working calendar"), max_length=32, initial="CN")
    timezone = forms.CharField(label=_("Time zone"), max_length=48, initial="Asia/Shanghai")
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class RoomForm(_Bookable):
    """A room or showroom."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (ResourceKind.ROOM.value, ResourceKind.ROOM.label),
            (ResourceKind.SHOWROOM.value, ResourceKind.SHOWROOM.label),
        ],
        widget=Segments,
        initial=ResourceKind.ROOM,
    )
    location = forms.CharField(label=_("Building and floor"), max_length=100, required=False)
    equipment = forms.CharField(
        label=_("Equipment"),
        help_text=_("Separate several with commas."),
        max_length=300,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_equipment(self) -> list[str]:
        words = self.cleaned_data["equipment"].replace("，", ",").replace("、", ",").split(",")
        return [word.strip()[:60] for word in words if word.strip()]


class VehicleForm(_Bookable):
    """A vehicle with its driver."""

    plate = forms.CharField(label=_("Number plate"), max_length=16)
    model = forms.CharField(label=_("Make and model"), max_length=60, required=False)
    driver = forms.CharField(label=_("Driver"), max_length=60, required=False)
    driver_phone = forms.CharField(label=_("Driver's phone"), max_length=32, required=False)
    supplier = forms.ModelChoiceField(
        label=_("Supplier"), queryset=Supplier.objects.none(), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class KitForm(_Bookable):
    """A set of demonstration kit."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class HotelForm(_AtSite):
    """A hotel near a site."""

    supplier = forms.ModelChoiceField(
        label=_("Supplier"), queryset=Supplier.objects.none(), required=False
    )
    stars = forms.IntegerField(label=_("Stars"), min_value=1, max_value=5, initial=4)
    agreed_rate = forms.DecimalField(
        label=_("Agreed rate per night"),
        max_digits=10,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    minutes_to_site = forms.IntegerField(
        label=_("Minutes to the site"), min_value=0, max_value=600, required=False
    )
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class SupplierForm(_Named):
    """A firm that serves visits."""

    kinds = forms.MultipleChoiceField(
        label=_("Services"), choices=SupplierKind.choices, widget=Chips
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False
    )
    compliance = forms.ChoiceField(
        label=_("Compliance"),
        choices=Compliance.choices,
        widget=Segments,
        initial=Compliance.PENDING,
    )
    compliant_until = forms.DateField(label=_("Approved until"), widget=DatePicker, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class BookingForm(EditForm):
    """Which resource, from when to when, and what for."""

    resource = forms.ModelChoiceField(
        label=_("Resource"), queryset=Resource.objects.none(), widget=Combobox
    )
    label = forms.CharField(label=_("What for"), max_length=200)
    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(
        label=_("Until"), widget=DateTimePicker({"data-follows": "starts_at"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resource"].queryset = queries.resource_choices()


class ProofForm(forms.Form):
    """What proves that a booking holds."""

    proof = forms.CharField(label=_("Proof of confirmation"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(forms.Form):
    """Why a booking is let go."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
