"""Bookable resources and their bookings."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.resources import queries, services
from yingke.domains.resources.terms import BookingState, ResourceKind
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.parsing import Moment
from yingke.surfaces.api.v1.responses import Paging, Row, list_response, write_response
from yingke.surfaces.api.v1.schemas import Named

router = Router(tags=["resources"])

PLAIN = ("kind", "name", "name_en", "capacity", "buffer_before", "buffer_after", "active")
FIELDS = ("pk", "sort_key", *PLAIN, "site_id", "site__name")
BOOKING = ("label", "starts_at", "ends_at", "state", "held_until", "used_at", "version")
BOOKING_FIELDS = (
    "pk", *BOOKING, "resource_id", "resource__name", "booked_by_id", "booked_by__name",
)  # fmt: skip


class ResourceRow(Schema):
    id: int
    kind: ResourceKind
    name: str
    name_en: str
    site: Named
    capacity: int
    buffer_before: int = Field(description="Minutes kept free before")
    buffer_after: int = Field(description="Minutes kept free after")
    active: bool


class ResourcePage(Schema):
    items: list[ResourceRow]
    next: str | None


class BookingRow(Schema):
    id: int
    resource: Named
    label: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    state: BookingState
    booked_by: Named
    held_until: AwareDatetime | None = Field(description="Released then unless it is confirmed")
    used_at: AwareDatetime | None
    version: int


class BookingPage(Schema):
    items: list[BookingRow]
    next: str | None


class ResourceFilters(Paging):
    kind: ResourceKind | None = None
    site_id: int | None = None


class BookingFilters(Paging):
    """`starts_from` and `ends_until` bound the bookings; latest start first."""

    resource_id: int | None = None
    state: BookingState | None = None
    starts_from: Moment | None = None
    ends_until: Moment | None = None


class NewBooking(Schema):
    resource_id: int
    starts_at: Moment
    ends_at: Moment
    label: str = Field(min_length=1, max_length=200)
    held_until: Moment | None = Field(
        None, description="Release it then unless it is confirmed; not after its start"
    )


class Cancelling(Schema):
    reason: str = Field("", max_length=200)
    version: int = Field(description="The version that was read; another one answers 409")


CHANGED = {200: BookingRow, **schemas.REFUSED_WRITE}


@router.get("/resources", response={200: ResourcePage, **schemas.REFUSED_LIST})
def list_resources(request: TokenRequest, wanted: Query[ResourceFilters]) -> HttpResponse:
    """List bookable resources by name."""
    rows = queries.visible_to(request.user)
    for name in ("kind", "site_id"):
        if getattr(wanted, name) is not None:
            rows = rows.filter(**{name: getattr(wanted, name)})
    return list_response(
        rows, fields=FIELDS, shape=_resource, order=("sort_key", "pk"), paging=wanted
    )


@router.get("/bookings", response={200: BookingPage, **schemas.REFUSED_LIST})
def list_bookings(request: TokenRequest, wanted: Query[BookingFilters]) -> HttpResponse:
    """List the bookings visible to the user, latest start first."""
    rows = queries.visible_bookings(request.user)
    for name in ("resource_id", "state"):
        if getattr(wanted, name) is not None:
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.starts_from:
        rows = rows.filter(starts_at__gte=wanted.starts_from)
    if wanted.ends_until:
        rows = rows.filter(ends_at__lte=wanted.ends_until)
    order = ("-starts_at", "-pk")
    return list_response(rows, fields=BOOKING_FIELDS, shape=_booking, order=order, paging=wanted)


@router.post("/bookings", auth=WRITE, response={201: BookingRow, **schemas.REFUSED_WRITE})
def book(request: TokenRequest, body: NewBooking) -> HttpResponse:
    """Book a resource; 409 `resource_taken` if it is not free."""

    def write() -> dict[str, Any]:
        if not queries.visible_to(request.user).filter(pk=body.resource_id).exists():
            raise RuleViolation("unknown_resource", field="resource_id")
        booking = services.book(actor=request.user, **body.dict())
        rows = queries.visible_bookings(request.user).filter(pk=booking.pk)
        return _booking(rows.values(*BOOKING_FIELDS).get())

    return write_response(request, write, status=201)


@router.post("/bookings/{booking_id}/cancel", auth=WRITE, response=CHANGED)
def cancel_booking(request: TokenRequest, booking_id: int, body: Cancelling) -> HttpResponse:
    """Cancel a booking, which frees its resource."""
    return _changed(
        request,
        booking_id,
        lambda: services.cancel_booking(actor=request.user, booking_id=booking_id, **body.dict()),
    )


@router.post("/bookings/{booking_id}/use", auth=WRITE, response=CHANGED)
def use_booking(request: TokenRequest, booking_id: int) -> HttpResponse:
    """Say that the use of a booking has begun, so that it is not released as unused."""
    return _changed(
        request, booking_id, lambda: services.use_booking(actor=request.user, booking_id=booking_id)
    )


def _changed(request: TokenRequest, key: int, act: Callable[[], object]) -> HttpResponse:
    def write() -> dict[str, Any]:
        rows = queries.visible_bookings(request.user).filter(pk=key)
        get_object_or_404(rows)
        act()
        return _booking(rows.values(*BOOKING_FIELDS).get())

    return write_response(request, write)


def _resource(row: Row) -> dict[str, Any]:
    return {
        "id": row["pk"],
        **{name: row[name] for name in PLAIN},
        "site": {"id": row["site_id"], "name": row["site__name"]},
    }


def _booking(row: Row) -> dict[str, Any]:
    return {
        "id": row["pk"],
        **{name: row[name] for name in BOOKING},
        "resource": {"id": row["resource_id"], "name": row["resource__name"]},
        "booked_by": {"id": row["booked_by_id"], "name": row["booked_by__name"]},
    }
