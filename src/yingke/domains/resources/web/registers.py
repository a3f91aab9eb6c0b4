"""Registers of rooms, vehicles, equipment, hotels and suppliers."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources import permissions, queries, services
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.terms import Compliance
from yingke.domains.resources.web import forms
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui import register
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register
from yingke.foundation.ui.tables import Column

COMPLIANCE_TONES: Final[dict[str, Tone]] = {
    Compliance.APPROVED: "green",
    Compliance.PENDING: "amber",
    Compliance.SUSPENDED: "neutral",
}
COMMON: Final[dict[str, Any]] = {
    "can_edit": permissions.can_edit,
    "bulk": (OUT_OF_USE, IN_USE),
    "group": "resources",
}
BUFFERS: Final = ("buffer_before", "buffer_after", "note", "active")


def _rate(hotel: Any) -> str:
    rate = hotel.agreed_rate
    return "" if rate is None else format_cny(rate, language=get_language() or "")


def _compliance(supplier: Supplier) -> object:
    words = worded(Compliance, supplier.compliance)
    return pill(words, tone=COMPLIANCE_TONES[supplier.compliance])


ROOMS = Register(
    code="rooms",
    model=Room,
    label=_("Rooms"),
    new=_("New room"),
    icon="presentation",
    path="resources/rooms/",
    rows=queries.rooms_visible_to,
    columns=("name", "kind", "site", "location", "capacity"),
    hidden=("equipment", *BUFFERS),
    filters=("site", "kind"),
    key=("site", "kind", "name"),
    form=forms.RoomForm,
    save=services.save_room,
    **COMMON,
)
VEHICLES = Register(
    code="vehicles",
    model=Vehicle,
    label=_("Vehicles"),
    new=_("New vehicle"),
    icon="car",
    path="resources/vehicles/",
    rows=queries.vehicles_visible_to,
    columns=("name", "plate", "driver", "site", Column("capacity", _("Seats"), "capacity")),
    hidden=("model", "driver_phone", "supplier", *BUFFERS),
    filters=("site",),
    key=("plate",),
    form=forms.VehicleForm,
    save=services.save_vehicle,
    **COMMON,
)
KIT = Register(
    code="kit",
    model=Resource,
    label=_("Demo equipment"),
    new=_("New demo equipment"),
    icon="package",
    path="resources/kit/",
    rows=queries.kit_visible_to,
    columns=("name", "site", "capacity"),
    hidden=BUFFERS,
    filters=("site",),
    key=("site", "name"),
    form=forms.KitForm,
    save=services.save_kit,
    **COMMON,
)
HOTELS = Register(
    code="hotels",
    model=Hotel,
    label=_("Hotels"),
    new=_("New hotel"),
    icon="hotel",
    path="resources/hotels/",
    rows=queries.hotels_visible_to,
    columns=(
        "name",
        "site",
        "stars",
        "minutes_to_site",
        Column("agreed_rate", _("Agreed rate per night"), _rate, align="end"),
    ),
    hidden=("phone", "address", "supplier", "note", "active"),
    filters=("site",),
    key=("site", "name"),
    form=forms.HotelForm,
    save=services.save_hotel,
    **COMMON,
)
SUPPLIERS = Register(
    code="suppliers",
    model=Supplier,
    label=_("Suppliers"),
    new=_("New supplier"),
    icon="truck",
    path="resources/suppliers/",
    rows=queries.suppliers_visible_to,
    columns=(
        "name",
        "kinds",
        Column("compliance", _("Compliance"), _compliance),
        "compliant_until",
        "contact_name",
    ),
    hidden=("credit_code", "phone", "email", "note", "active"),
    filters=("compliance",),
    form=forms.SupplierForm,
    save=services.save_supplier,
    **COMMON,
)
register.add(ROOMS, VEHICLES, KIT, HOTELS, SUPPLIERS)
