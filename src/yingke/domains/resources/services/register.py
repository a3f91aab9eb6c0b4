"""Create and edit rooms, vehicles, equipment, hotels and suppliers.

Without `pk` a service creates; otherwise it writes the given columns of `version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from stdnum.cn import uscc

from yingke.domains.resources import permissions
from yingke.domains.resources.events import RegisterChanged
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", Resource, Room, Vehicle, Hotel, Supplier)


@transaction.atomic
def save_room(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Room:
    """Save a room or showroom; a new one needs `site_id` and `name`."""
    room = _opened(actor, Room, pk, version)
    room.kind = room.kind or ResourceKind.ROOM
    return _saved(actor, room, columns)


@transaction.atomic
def save_vehicle(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Vehicle:
    """Save a vehicle; a new one needs `site_id`, `name` and `plate`."""
    vehicle = _opened(actor, Vehicle, pk, version)
    if "plate" in columns:
        columns["plate"] = columns["plate"].strip().upper()
    vehicle.kind = ResourceKind.VEHICLE
    return _saved(actor, vehicle, columns)


@transaction.atomic
def save_kit(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Resource:
    """Save equipment; a new one needs `site_id` and `name`."""
    kit = _opened(actor, Resource, pk, version)
    kit.kind = ResourceKind.EQUIPMENT
    return _saved(actor, kit, columns)


@transaction.atomic
def save_hotel(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Hotel:
    """Save a hotel; a new one needs `site_id` and `name`."""
    return _saved(actor, _opened(actor, Hotel, pk, version), columns)


@transaction.atomic
def save_supplier(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Supplier:
    """Save a supplier; a new one needs `name` and `kinds`."""
    supplier = _opened(actor, Supplier, pk, version)
    if "credit_code" in columns:
        columns["credit_code"] = _valid_credit_code(columns["credit_code"])
    return _saved(actor, supplier, columns)


def _opened(actor: User | None, model: type[Row], pk: int | None, version: int | None) -> Row:
    require(actor is None or permissions.can_edit(actor))
    return locked_or_new(model, pk, version)


def _saved(actor: User | None, row: Row, columns: dict[str, Any]) -> Row:
    save_changes(row, columns, actor=actor, event=RegisterChanged.of)
    return row


def _valid_credit_code(text: str | None) -> str | None:
    code = uscc.compact(text or "") or None
    if code and not uscc.is_valid(code):
        raise RuleViolation("credit_code_invalid", field="credit_code", credit_code=code)
    return code
