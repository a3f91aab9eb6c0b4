"""Bookings by time and resource, and who may see their purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef, Q, QuerySet

from yingke.domains.resources import registers
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.queries.register import resource_choices
from yingke.domains.resources.rules.bookings import Buffers, blocked
from yingke.domains.resources.terms import BookingState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

LONGEST_BUFFER: Final = timedelta(hours=8)  # of a resource, before or after a booking


def answers_for(actor: User, booking: Booking) -> bool:
    """Whether a package above allows the actor to change this booking."""
    return any(use.may_change(actor, booking.pk) for use in registers.uses)


def visible_bookings(user: User) -> QuerySet[Booking]:
    """Return the bookings whose purpose a user may see.

    Users with `resources.confirm` (coordinators, logistics) see all; others see their own and
    those that a package above lets them see (`registers.uses`). That a resource is booked at a
    time is visible to everyone: see `bookings_between`.
    """
    if user.may("resources.confirm"):
        return Booking.objects.all()
    if not user.is_active:
        return Booking.objects.none()
    mine = Q(booked_by=user.pk)
    for use in registers.uses:
        mine |= Q(pk__in=use.visible(user))
    return Booking.objects.filter(mine)


def bookings_between(
    user: User, starts_at: datetime, ends_at: datetime, *, kinds: tuple[str, ...] = ()
) -> QuerySet[Booking]:
    """Return the active bookings that overlap a window, by start.

    `is_visible` of each row tells whether the user may see its purpose.
    """
    known = visible_bookings(user).filter(pk=OuterRef("pk"))
    rows = (
        Booking.objects.exclude(state=BookingState.CANCELLED)
        .filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
        .select_related("resource", "booked_by")
        .annotate(is_visible=Exists(known))
    )
    if kinds:
        rows = rows.filter(resource__kind__in=kinds)
    return rows.order_by("starts_at", "pk")


def bookings_of(user: User, resource: Resource, *, since: datetime) -> QuerySet[Booking]:
    """Return the bookings of a resource that end after `since`, by start, with `is_visible`."""
    known = visible_bookings(user).filter(pk=OuterRef("pk"))
    return (
        Booking.objects.exclude(state=BookingState.CANCELLED)
        .filter(resource=resource, ends_at__gt=since)
        .select_related("booked_by")
        .annotate(is_visible=Exists(known))
        .order_by("starts_at", "pk")
    )


def blocking(
    resource_id: int, low: datetime, high: datetime, *, except_id: int | None = None
) -> QuerySet[Booking]:
    """Return the bookings of a resource that overlap [low, high) with their buffers, by start."""
    rows = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource=resource_id, during__overlap=DateTimeTZRange(low, high)
    )
    if except_id is not None:
        rows = rows.exclude(pk=except_id)
    return rows.order_by("starts_at", "pk")


def blocked_time(
    resource: Resource, starts_at: datetime, ends_at: datetime
) -> tuple[datetime, datetime]:
    """The time that a booking of this resource takes with the resource's buffers."""
    return blocked(starts_at, ends_at, Buffers(resource.buffer_before, resource.buffer_after))


def blocked_between(
    rows: Iterable[Resource], low: datetime, high: datetime
) -> list[tuple[int, DateTimeTZRange]]:
    """Resource id and time with buffers of what holds these resources on and around [low, high)."""
    around = DateTimeTZRange(low - LONGEST_BUFFER, high + LONGEST_BUFFER)
    held = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource__in=[row.pk for row in rows], during__overlap=around
    )
    return list(held.values_list("resource_id", "during"))


def free_resources(
    kind: str, starts_at: datetime, ends_at: datetime, *, seats: int = 0
) -> QuerySet[Resource]:
    """Return resources of a kind with enough seats that are free; their own buffers are ignored."""
    taken = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource=OuterRef("pk"), during__overlap=DateTimeTZRange(starts_at, ends_at)
    )
    rows = resource_choices(kind).filter(~Exists(taken), capacity__gte=seats)
    return rows.order_by("capacity", "sort_key", "pk")
