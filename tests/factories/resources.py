"""Rooms, vehicles, suppliers, hotels and bookings for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.factories.identity import make_site, make_user

from yingke.domains.resources.models import (
    Booking,
    Hotel,
    Resource,
    Room,
    Supplier,
    Vehicle,
)
from yingke.domains.resources.terms import BookingState, Compliance, ResourceKind, SupplierKind
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import Site, User

_numbers = count(1)


def make_room(
    name: str | None = None,
    *,
    site: Site | None = None,
    capacity: int = 12,
    buffers: tuple[int, int] = (0, 0),
    kind: str = ResourceKind.ROOM,
    **fields: Any,
) -> Room:
    """A room; `buffers` are minutes kept free before and after each booking."""
    name = name or f"{next(_numbers)} 号会议室"
    return Room.objects.create(**_resource(name, kind, site, capacity, buffers), **fields)


def make_vehicle(
    name: str | None = None,
    *,
    site: Site | None = None,
    capacity: int = 7,
    buffers: tuple[int, int] = (0, 0),
    plate: str | None = None,
    **fields: Any,
) -> Vehicle:
    """A vehicle with a number plate of its own."""
    number = next(_numbers)
    columns = _resource(name or f"GL8 {number}", ResourceKind.VEHICLE, site, capacity, buffers)
    return Vehicle.objects.create(**columns, plate=plate or f"苏E·{number:05}", **fields)


def _resource(
    name: str, kind: str, site: Site | None, capacity: int, buffers: tuple[int, int]
) -> dict[str, Any]:
    return {
        "site": site or make_site(),
        "kind": kind,
        "name": name,
        "sort_key": pinyin_key(name),
        "capacity": capacity,
        "buffer_before": buffers[0],
        "buffer_after": buffers[1],
    }


def make_supplier(name: str = "苏州雅致酒店管理有限公司", **fields: Any) -> Supplier:
    """A supplier that may be used, unless told otherwise."""
    fields.setdefault("kinds", [SupplierKind.HOTEL])
    fields.setdefault("compliance", Compliance.APPROVED)
    return Supplier.objects.create(name=name, sort_key=pinyin_key(name), **fields)


def make_hotel(name: str = "金鸡湖酒店", *, site: Site | None = None, **fields: Any) -> Hotel:
    """A hotel near a site."""
    return Hotel.objects.create(
        name=name, sort_key=pinyin_key(name), site=site or make_site(), **fields
    )


def make_booking(
    resource: Resource | None = None,
    *,
    starts_at: datetime,
    minutes: int = 60,
    label: str = "到访会见",
    booked_by: User | None = None,
    state: str = BookingState.CONFIRMED,
    **fields: Any,
) -> Booking:
    """A booking as the service would store it, buffers included."""
    resource = resource or make_room()
    ends_at = starts_at + timedelta(minutes=minutes)
    return Booking.objects.create(
        resource=resource,
        label=label,
        starts_at=starts_at,
        ends_at=ends_at,
        during=(
            starts_at - timedelta(minutes=resource.buffer_before),
            ends_at + timedelta(minutes=resource.buffer_after),
        ),
        state=state,
        booked_by=booked_by or make_user(),
        created_at=clock.now(),
        **fields,
    )
