"""The six kinds of entries of the register: how each is listed, edited, stored and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources import queries, services
from yingke.domains.resources.models import Resource, Room, Vehicle
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web import forms, tables
from yingke.foundation.identity import services as identity
from yingke.foundation.identity.queries import listed_for, sites_visible_to
from yingke.foundation.kernel.money import format_cny

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.tables import Table

Facts = list[tuple[object, object]]


@dataclass(frozen=True)
class Entry:
    """One kind; `facts` are label and value to show."""

    code: str
    label: object
    new: object
    icon: str
    rows: Callable[[User], QuerySet[Any]]
    table: type[Table]
    form: type[forms.EditForm]
    save: Callable[..., Any]
    facts: Callable[[Any], Facts]
    bookable: bool = True

    def stored(self, row: Any) -> dict[str, Any]:
        """The stored values as the form starts from them."""
        values = {}
        for name in self.form.base_fields:
            value = getattr(row, f"{name}_id", getattr(row, name, None))
            values[name] = ", ".join(value) if name == "equipment" else value
        return values


def _resources(model: Any, *related: str) -> Callable[[User], QuerySet[Any]]:
    def rows(user: User) -> QuerySet[Any]:
        return listed_for(user, model.objects.all(), editors="resources.edit").select_related(
            "site", *related
        )

    return rows


def _buffers(row: Any) -> Facts:
    return [
        (_("Minutes kept free before"), row.buffer_before),
        (_("Minutes kept free after"), row.buffer_after),
        (_("Note"), row.note),
    ]


def _room(row: Any) -> Facts:
    return [
        (_("Site"), row.site.label),
        (_("Building and floor"), row.location),
        (_("Capacity"), row.capacity),
        (_("Equipment"), " · ".join(row.equipment)),
        *_buffers(row),
    ]


def _vehicle(row: Any) -> Facts:
    vehicle = row
    return [
        (_("Site"), row.site.label),
        (_("Number plate"), vehicle.plate),
        (_("Make and model"), vehicle.model),
        (_("Seats"), row.capacity),
        (_("Driver"), vehicle.driver),
        (_("Driver's phone"), vehicle.driver_phone),
        (_("Supplier"), vehicle.supplier.label if vehicle.supplier else ""),
        *_buffers(row),
    ]


def _kit(row: Any) -> Facts:
    return [(_("Site"), row.site.label), *_buffers(row)]


def _hotel(row: Any) -> Facts:
    rate = row.agreed_rate
    language = get_language() or ""
    return [
        (_("Near site"), row.site.label),
        (_("Stars"), row.stars),
        (
            _("Agreed rate per night"),
            "" if rate is None else format_cny(rate, language=language),
        ),
        (_("Minutes to the site"), row.minutes_to_site),
        (_("Phone"), row.phone),
        (_("Address"), row.address),
        (_("Supplier"), row.supplier.label if row.supplier else ""),
        (_("Note"), row.note),
    ]


def _supplier(row: Any) -> Facts:
    return [
        (_("Services"), tables.services_of(row)),
        (_("Compliance"), tables.compliance_of(row)),
        (_("Approved until"), row.compliant_until),
        (_("Unified social credit code"), row.credit_code),
        (_("Contact person"), row.contact_name),
        (_("Phone"), row.phone),
        (_("E-mail"), row.email),
        (_("Note"), row.note),
    ]


def _site(row: Any) -> Facts:
    return [
        (_("Code"), row.code),
        (_("Address"), row.address),
        (_("Meeting point"), row.meeting_point),
        (_("Working calendar"), row.calendar),
        (_("Time zone"), row.timezone),
    ]


ENTRIES = {
    entry.code: entry
    for entry in (
        Entry(
            "rooms", _("Rooms"), _("New room"), "presentation",
            _resources(Room), tables.RoomTable,
            forms.RoomForm, services.save_room, _room,
        ),
        Entry(
            "vehicles", _("Vehicles"), _("New vehicle"), "car",
            _resources(Vehicle, "supplier"), tables.VehicleTable,
            forms.VehicleForm, services.save_vehicle, _vehicle,
        ),
        Entry(
            "kit", _("Demonstration kit"), _("New kit"), "package",
            lambda user: _resources(Resource)(user).filter(kind=ResourceKind.KIT), tables.KitTable,
            forms.KitForm, services.save_kit, _kit,
        ),
        Entry(
            "hotels", _("Hotels"), _("New hotel"), "hotel",
            lambda user: queries.hotels_visible_to(user).select_related("site", "supplier"),
            tables.HotelTable, forms.HotelForm, services.save_hotel, _hotel,
            bookable=False,
        ),
        Entry(
            "suppliers", _("Suppliers"), _("New supplier"), "truck",
            queries.suppliers_visible_to, tables.SupplierTable,
            forms.SupplierForm, services.save_supplier, _supplier,
            bookable=False,
        ),
        Entry(
            "sites", _("Sites"), _("New site"), "landmark",
            sites_visible_to, tables.SiteTable,
            forms.SiteForm, identity.save_site, _site,
            bookable=False,
        ),
    )
}  # fmt: skip
