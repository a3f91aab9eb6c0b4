"""Bookings that are freed because nobody needs them, and how to keep one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from django.db import transaction
from django.db.models import Q, QuerySet

from yingke.domains.resources import notices, permissions, queries, registers
from yingke.domains.resources.events import BookingReleased, BookingUsed, DuplicateExcused
from yingke.domains.resources.models import Booking
from yingke.domains.resources.terms import BookingState, ResourceKind
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

BATCH: Final = 200
EARLY: Final = timedelta(minutes=15)  # how long before its time a booking may be used
ROOMS: Final = (ResourceKind.ROOM, ResourceKind.SHOWROOM)


@transaction.atomic
def use_booking(*, actor: User, booking_id: int) -> Booking:
    """Say that the use of a booking has begun, so that it is no no-show.

    RuleViolation("not_its_time") earlier than a quarter of an hour before, or after its end.
    """
    booking = _changeable(actor, booking_id)
    now = clock.now()
    if not booking.starts_at - EARLY <= now < booking.ends_at:
        raise RuleViolation("not_its_time")
    if booking.used_at is None:
        booking.used_at = now
        booking.save(update_fields=["used_at"])
        about = (booking.pk, booking.resource_id, booking.label)
        journal.record(actor=actor, event=BookingUsed(*about))
    return booking


@transaction.atomic
def excuse_duplicate(*, actor: User, booking_id: int, reason: str) -> Booking:
    """Say why a booking is needed although another one serves the same need."""
    booking = _changeable(actor, booking_id)
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    booking.extra_reason = reason.strip()
    booking.save(update_fields=["extra_reason"])
    about = (booking.pk, booking.resource_id, booking.label)
    journal.record(actor=actor, event=DuplicateExcused(*about, booking.extra_reason))
    return booking


def release_unused() -> int:
    """Release holds that have expired and rooms that nobody came to; return their number."""
    return release_expired() + release_no_shows()


@transaction.atomic
def release_expired() -> int:
    """Release the pending bookings whose `held_until` has passed."""
    late = Booking.objects.filter(state=BookingState.PENDING, held_until__lte=clock.now())
    return _release(late, "hold_expired")


@transaction.atomic
def release_no_shows() -> int:
    """Release the rooms that nobody has begun to use, where a site wants that."""
    now, late = clock.now(), Q(pk=None)
    for pk, code in Site.objects.values_list("pk", "code"):
        after = cast(timedelta, policy.value("resources.no_show.after", site=code))
        if after:
            late |= Q(resource__site=pk, starts_at__lte=now - after)
    rows = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        late, used_at=None, ends_at__gt=now, resource__kind__in=ROOMS
    )
    keys = set(rows.values_list("pk", flat=True))
    for use in registers.uses:
        keys -= set(use.awaited(keys))
    return _release(rows.filter(pk__in=keys), "no_show")


def _release(rows: QuerySet[Booking], cause: str) -> int:
    """Release those of the rows that are still such when they are locked."""
    locked = rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH]
    count = 0
    for booking in locked.select_related("resource", "booked_by"):
        booking.state = BookingState.CANCELLED
        booking.version += 1
        booking.save(update_fields=["state", "version"])
        event = BookingReleased(booking.pk, booking.resource_id, booking.label, cause)
        journal.record(actor=None, event=event)
        for use in registers.uses:
            use.changed(None, booking)
        notices.released(booking, cause)
        count += 1
    return count


def _changeable(actor: User, booking_id: int) -> Booking:
    booking = Booking.objects.select_for_update().get(pk=booking_id)
    require(permissions.can_change(actor, booking) or queries.answers_for(actor, booking))
    if booking.state == BookingState.CANCELLED:
        raise RuleViolation("booking_cancelled")
    return booking
