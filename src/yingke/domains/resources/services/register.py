"""Adding and editing rooms, vehicles, kit, hotels and suppliers.

Each verb adds where no id is given, else edits the given columns of the version that was read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from django.db import transaction
from django.db.models import QuerySet
from stdnum.cn import uscc

from yingke.domains.resources import permissions
from yingke.domains.resources.events import RegisterChanged
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.services.authority import require_current
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", Resource, Hotel, Supplier)


class ResourceFields(TypedDict, total=False):
    """The columns that every resource has."""

    site_id: int
    name: str
    name_en: str
    capacity: int
    buffer_before: int
    buffer_after: int
    note: str
    active: bool


class SupplierFields(TypedDict, total=False):
    """The columns of a supplier that people edit."""

    name: str
    name_en: str
    kinds: list[str]
    credit_code: str | None
    contact_name: str
    phone: str
    email: str
    compliance: str
    compliant_until: date | None
    note: str
    active: bool


class HotelFields(TypedDict, total=False):
    """The columns of a hotel that people edit."""

    name: str
    name_en: str
    site_id: int
    supplier_id: int | None
    stars: int
    address: str
    phone: str
    minutes_to_site: int | None
    agreed_rate: Decimal | None
    note: str
    active: bool


@transaction.atomic
def save_room(
    *,
    actor: User | None,
    resource_id: int | None = None,
    version: int = 0,
    kind: str = ResourceKind.ROOM,
    location: str = "",
    equipment: list[str] | None = None,
    **fields: Unpack[ResourceFields],
) -> Resource:
    """Add or edit a room or showroom; `site_id` and `name` are needed."""
    columns = {**fields, "kind": ResourceKind(kind)}
    resource = _save_resource(actor, resource_id, version, columns)
    Room.objects.update_or_create(
        resource=resource, defaults={"location": location, "equipment": equipment or []}
    )
    return resource


@transaction.atomic
def save_vehicle(
    *,
    actor: User | None,
    plate: str,
    resource_id: int | None = None,
    version: int = 0,
    model: str = "",
    driver: str = "",
    driver_phone: str = "",
    supplier_id: int | None = None,
    **fields: Unpack[ResourceFields],
) -> Resource:
    """Add or edit a vehicle; `site_id`, `name` and the number plate are needed."""
    plate = plate.strip().upper()
    if _others(Resource, resource_id).filter(vehicle__plate=plate).exists():
        raise RuleViolation("plate_taken", field="plate", plate=plate)
    columns = {**fields, "kind": ResourceKind.VEHICLE}
    resource = _save_resource(actor, resource_id, version, columns)
    Vehicle.objects.update_or_create(
        resource=resource,
        defaults={
            "plate": plate,
            "model": model,
            "driver": driver,
            "driver_phone": driver_phone,
            "supplier_id": supplier_id,
        },
    )
    return resource


@transaction.atomic
def save_kit(
    *,
    actor: User | None,
    resource_id: int | None = None,
    version: int = 0,
    **fields: Unpack[ResourceFields],
) -> Resource:
    """Add or edit a set of demonstration kit; `site_id` and `name` are needed."""
    columns = {**fields, "kind": ResourceKind.KIT}
    return _save_resource(actor, resource_id, version, columns)


@transaction.atomic
def save_hotel(
    *,
    actor: User | None,
    hotel_id: int | None = None,
    version: int = 0,
    **fields: Unpack[HotelFields],
) -> Hotel:
    """Add or edit a hotel; `site_id` and `name` are needed."""
    return _save(actor, Hotel, "hotel", hotel_id, version, dict(fields))


@transaction.atomic
def save_supplier(
    *,
    actor: User | None,
    supplier_id: int | None = None,
    version: int = 0,
    **fields: Unpack[SupplierFields],
) -> Supplier:
    """Add or edit a supplier; `name` and `kinds` are needed."""
    columns = dict(fields)
    if "credit_code" in columns:
        columns["credit_code"] = _free_credit_code(supplier_id, fields["credit_code"])
    return _save(actor, Supplier, "supplier", supplier_id, version, columns)


def _free_credit_code(supplier_id: int | None, text: str | None) -> str | None:
    code = uscc.compact(text or "") or None
    if code and not uscc.is_valid(code):
        raise RuleViolation("credit_code_invalid", field="credit_code", credit_code=code)
    if code and _others(Supplier, supplier_id).filter(credit_code=code).exists():
        raise RuleViolation("supplier_code_taken", field="credit_code", credit_code=code)
    return code


def _save_resource(
    actor: User | None, resource_id: int | None, version: int, columns: dict[str, Any]
) -> Resource:
    stored = Resource.objects.filter(pk=resource_id).first() if resource_id else None
    kind = columns["kind"]
    site_id = columns.get("site_id", stored.site_id if stored else None)
    name = columns.get("name", stored.name if stored else "")
    others = _others(Resource, resource_id)
    if others.filter(site=site_id, kind=kind, name=name).exists():
        raise RuleViolation("resource_name_taken", field="name", name=name)
    return _save(actor, Resource, "resource", resource_id, version, columns)


def _others(model: type[Row], row_id: int | None) -> QuerySet[Row]:
    return model.objects.all() if row_id is None else model.objects.exclude(pk=row_id)


def _save(
    actor: User | None,
    model: type[Row],
    entry: str,
    row_id: int | None,
    version: int,
    columns: dict[str, Any],
) -> Row:
    """Store the columns and journal what changed."""
    require(actor is None or permissions.can_edit(actor))
    if row_id is None:
        row = model.objects.create(sort_key=pinyin_key(columns["name"]), **columns)
        _record(actor, entry, row, {}, {"name": row.name})
        return row
    row = model.objects.select_for_update().get(pk=row_id)
    require_current(stored=row.version, edited=version)
    stored = {name: getattr(row, name) for name in columns}
    before = {name: value for name, value in stored.items() if value != columns[name]}
    after: dict[str, Any] = {name: columns[name] for name in before}
    row.version += 1
    for name, value in after.items():
        setattr(row, name, value)
    row.sort_key = pinyin_key(row.name)
    row.save(update_fields=[*after, "sort_key", "version"])
    if after:
        _record(actor, entry, row, before, after)
    return row


def _record(
    actor: User | None, entry: str, row: Row, before: dict[str, Any], after: dict[str, Any]
) -> None:
    event = RegisterChanged(entry=entry, entry_id=row.pk, name=row.name, before=before, after=after)
    journal.record(actor=actor, event=event)
