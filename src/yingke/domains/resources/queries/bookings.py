"""Who holds what when, and who may know it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef, Q, QuerySet

from yingke.domains.resources import registers
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.queries.register import resource_choices
from yingke.domains.resources.terms import BookingState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def answers_for(actor: User, booking: Booking) -> bool:
    """Whether a package above says that the actor answers for what this booking is for."""
    return any(use.may_change(actor, booking.pk) for use in registers.uses)


def visible_bookings(user: User) -> QuerySet[Booking]:
    """The bookings whose purpose a person may know.

    Those who confirm bookings (`resources.confirm`: coordinators, logistics) know all; everybody
    knows their own, and those whose use a package above lets them know (`registers.uses`). That a
    resource is taken at a time is no secret: `bookings_between` tells it to everybody who sees it.
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
    """The bookings in force that share a moment with a window, by start.

    Each row has `is_visible`: whether the reader may know what it is for.
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
    """The bookings of one resource that end after a moment, by start, with `is_visible`."""
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
    """The bookings of a resource whose time with buffers touches [low, high), by start."""
    rows = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource=resource_id, during__overlap=DateTimeTZRange(low, high)
    )
    if except_id is not None:
        rows = rows.exclude(pk=except_id)
    return rows.order_by("starts_at", "pk")


def free_resources(
    kind: str, starts_at: datetime, ends_at: datetime, *, seats: int = 0
) -> QuerySet[Resource]:
    """What of a kind is free for a time (its own buffers not counted) and large enough."""
    taken = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource=OuterRef("pk"), during__overlap=DateTimeTZRange(starts_at, ends_at)
    )
    rows = resource_choices(kind).filter(~Exists(taken), capacity__gte=seats)
    return rows.order_by("capacity", "sort_key", "pk")
