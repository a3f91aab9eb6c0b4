"""Create, move, confirm and cancel bookings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yingke.domains.resources import permissions, queries, registers
from yingke.domains.resources.events import (
    BookingCancelled,
    BookingConfirmed,
    BookingMoved,
    ResourceBooked,
)
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.rules.bookings import (
    Buffers,
    Clash,
    Held,
    blocked,
    check_times,
    explain_clash,
)
from yingke.domains.resources.terms import BookingState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PLACE = [
    *("resource", "label", "starts_at", "ends_at", "during", "state", "used_at", "held_until"),
    "version",
]
LOOK_AHEAD = timedelta(days=14)
"""How far the explanation of a clash looks for the next free time."""


@transaction.atomic
def book(
    *,
    actor: User,
    resource_id: int,
    starts_at: datetime,
    ends_at: datetime,
    label: str,
    state: str = BookingState.PENDING,
    proof: str = "",
    held_until: datetime | None = None,
) -> Booking:
    """Book a resource for `[starts_at, ends_at)`, only until `held_until` if it is not confirmed.

    Raises RuleViolation `resource_taken` (see `_refuse`) if another booking, with buffers, is in
    the way, `resource_closed` if the resource is inactive, and `hold_too_long` if it would be held
    beyond its start.
    """
    require(permissions.can_book(actor))
    if state == BookingState.CONFIRMED:
        require(permissions.can_confirm(actor))
    return hold(
        actor=actor,
        resource_id=resource_id,
        starts_at=starts_at,
        ends_at=ends_at,
        label=label,
        state=state,
        proof=proof,
        held_until=held_until,
    )


def hold(
    *,
    actor: User,
    resource_id: int,
    starts_at: datetime,
    ends_at: datetime,
    label: str,
    state: str = BookingState.PENDING,
    proof: str = "",
    held_until: datetime | None = None,
) -> Booking:
    """Book a resource without checking the actor's permission.

    For packages above that have checked it, for instance when a cancelled visit is restored.
    """
    check_times(starts_at, ends_at)
    if held_until is not None and not clock.now() < held_until <= starts_at:
        raise RuleViolation("hold_too_long", field="held_until")
    resource = _locked_resource(resource_id)
    _refuse_if_taken(actor, resource, starts_at, ends_at)
    booking = _stored(
        actor,
        Booking(
            resource=resource,
            label=label.strip(),
            starts_at=starts_at,
            ends_at=ends_at,
            during=_range(resource, starts_at, ends_at),
            state=BookingState(state),
            proof=proof,
            held_until=held_until,
            booked_by=actor,
            created_at=clock.now(),
        ),
    )
    journal.record(actor=actor, event=_booked(booking))
    return booking


@transaction.atomic
def move_booking(
    *,
    actor: User,
    booking_id: int,
    starts_at: datetime,
    ends_at: datetime,
    version: int,
    resource_id: int | None = None,
    label: str | None = None,
) -> Booking:
    """Move a booking to another time or resource; a confirmed one becomes pending again.

    What it is for moves to the new time, or refuses (`registers.Use.move`). Raises like `book`,
    and RuleViolation `stale` if someone else changed the booking.
    """
    booking = Booking.objects.select_for_update().get(pk=booking_id)
    require(permissions.can_change(actor, booking) or queries.answers_for(actor, booking))
    _check_open(booking, version)
    check_times(starts_at, ends_at)
    moves = (starts_at, ends_at) != (booking.starts_at, booking.ends_at)
    if moves:
        for use in registers.uses:
            use.move(actor, booking, starts_at, ends_at)
    place(
        actor=actor,
        booking=booking,
        starts_at=starts_at,
        ends_at=ends_at,
        resource_id=resource_id,
        label=label,
    )
    for use in registers.uses:
        use.changed(actor, booking)
    return booking


def place(
    *,
    actor: User,
    booking: Booking,
    starts_at: datetime,
    ends_at: datetime,
    resource_id: int | None = None,
    label: str | None = None,
) -> Booking:
    """Move a booking without moving what it is for.

    For packages above that have moved it in the same transaction. Writes nothing if nothing
    changes.
    """
    resource = _locked_resource(resource_id or booking.resource_id)
    before = _place(booking)
    after = {"resource_id": resource.pk, "starts_at": starts_at, "ends_at": ends_at}
    if before == after and label is None:
        return booking
    if label is not None:
        booking.label = label.strip()
    if before != after:
        _refuse_if_taken(actor, resource, starts_at, ends_at, except_id=booking.pk)
        if not permissions.can_confirm(actor):
            booking.state = BookingState.PENDING
    booking.resource, booking.starts_at, booking.ends_at = resource, starts_at, ends_at
    booking.during = _range(resource, starts_at, ends_at)
    booking.used_at = None
    if booking.held_until is not None:
        booking.held_until = min(booking.held_until, starts_at)
    booking.version += 1
    _stored(actor, booking, PLACE)
    moved = BookingMoved(booking.pk, resource.pk, booking.label, before=before, after=after)
    journal.record(actor=actor, event=moved)
    return booking


@transaction.atomic
def confirm_booking(*, actor: User, booking_id: int, proof: str, version: int) -> Booking:
    """Confirm a pending booking with its proof (a number, a name, a message)."""
    booking = Booking.objects.select_for_update().get(pk=booking_id)
    require(permissions.can_confirm(actor))
    _check_open(booking, version)
    if not proof.strip():
        raise RuleViolation("proof_needed", field="proof")
    booking.state, booking.proof = BookingState.CONFIRMED, proof.strip()
    booking.held_until = None
    booking.version += 1
    booking.save(update_fields=["state", "proof", "held_until", "version"])
    journal.record(
        actor=actor,
        event=BookingConfirmed(
            booking_id=booking.pk,
            resource_id=booking.resource_id,
            label=booking.label,
            proof=booking.proof,
        ),
    )
    return booking


@transaction.atomic
def cancel_booking(
    *, actor: User, booking_id: int, reason: str = "", version: int | None = None
) -> Booking:
    """Cancel a booking, which frees its resource; no effect on a cancelled one.

    `version` is the one the user saw; callers that cancel on their own pass None.
    """
    booking = Booking.objects.select_for_update().get(pk=booking_id)
    require(permissions.can_change(actor, booking) or queries.answers_for(actor, booking))
    if booking.state == BookingState.CANCELLED:
        return booking
    _check_open(booking, booking.version if version is None else version)
    release(actor=actor, booking=booking, reason=reason)
    for use in registers.uses:
        use.changed(actor, booking)
    return booking


def release(*, actor: User, booking: Booking, reason: str) -> None:
    """Cancel a booking without notifying `registers.uses`: for packages above that do it
    themselves."""
    booking.state, booking.cancel_reason = BookingState.CANCELLED, reason.strip()
    booking.version += 1
    booking.save(update_fields=["state", "cancel_reason", "version"])
    journal.record(
        actor=actor,
        event=BookingCancelled(
            booking_id=booking.pk,
            resource_id=booking.resource_id,
            label=booking.label,
            reason=booking.cancel_reason,
        ),
    )


def _locked_resource(resource_id: int) -> Resource:
    """Lock the resource until the end of the transaction.

    Concurrent bookings wait here instead of in the index of the exclusion constraint, where two
    that wait for each other would deadlock.
    """
    resource = Resource.objects.select_for_update(no_key=True).filter(pk=resource_id).first()
    if resource is None:
        raise RuleViolation("resource_unknown", field="resource")
    if not resource.active:
        raise RuleViolation("resource_closed", field="resource", resource=resource.label)
    return resource


def _refuse_if_taken(
    actor: User,
    resource: Resource,
    starts_at: datetime,
    ends_at: datetime,
    *,
    except_id: int | None = None,
) -> None:
    buffers = Buffers(resource.buffer_before, resource.buffer_after)
    low, high = blocked(starts_at, ends_at, buffers)
    others = queries.blocking(resource.pk, low, high + LOOK_AHEAD, except_id=except_id)
    clash = explain_clash(starts_at, ends_at, buffers, map(_held, others))
    if clash is not None:
        _refuse(actor, resource, clash)


def _refuse(actor: User, resource: Resource, clash: Clash) -> None:
    """Raise `resource_taken`; the other booking is named only if the actor may see it.

    Params: `resource` (label), `start`, `end` (of the other booking), `only_buffers`,
    `next_start` (first free start for the same length), `booking_id` and `label` (or None).
    """
    other = queries.visible_bookings(actor).filter(pk=clash.held.booking_id).first()
    raise RuleViolation(
        "resource_taken",
        field="starts_at",
        resource=resource.label,
        start=clash.held.starts_at,
        end=clash.held.ends_at,
        only_buffers=clash.only_buffers,
        next_start=clash.next_start,
        booking_id=other.pk if other else None,
        label=other.label if other else None,
    )


def _stored(actor: User, booking: Booking, columns: list[str] | None = None) -> Booking:
    """Save, and turn a violated constraint into the same refusal."""
    try:
        with transaction.atomic():
            booking.save(update_fields=columns)
    except IntegrityError as error:
        if "no_double_booking" not in str(error):
            raise
        _refuse_if_taken(
            actor,
            booking.resource,
            booking.starts_at,
            booking.ends_at,
            except_id=booking.pk,
        )
        raise
    return booking


def _booked(booking: Booking) -> ResourceBooked:
    return ResourceBooked(
        booking_id=booking.pk,
        resource_id=booking.resource_id,
        label=booking.label,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        state=str(booking.state),
    )


def _check_open(booking: Booking, version: int) -> None:
    if booking.state == BookingState.CANCELLED:
        raise RuleViolation("booking_cancelled")
    if booking.version != version:
        raise RuleViolation("stale", stored=booking.version, edited=version)


def _place(booking: Booking) -> dict[str, int | datetime]:
    return {
        "resource_id": booking.resource_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
    }


def _range(resource: Resource, starts_at: datetime, ends_at: datetime) -> DateTimeTZRange:
    buffers = Buffers(resource.buffer_before, resource.buffer_after)
    return DateTimeTZRange(*blocked(starts_at, ends_at, buffers))


def _held(booking: Booking) -> Held:
    return Held(
        booking_id=booking.pk,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        blocked_from=booking.during.lower,
        blocked_until=booking.during.upper,
    )
