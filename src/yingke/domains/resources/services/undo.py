"""Move a booking by dragging it, and undo the move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction

from yingke.domains.resources import registers
from yingke.domains.resources.events import BookingConfirmed
from yingke.domains.resources.models import Booking
from yingke.domains.resources.services.bookings import move_booking
from yingke.domains.resources.terms import BookingState
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

UNDO_WITHIN = timedelta(seconds=30)  # the page offers it for a shorter time
_SALT = "resources.undo"


@dataclass(frozen=True)
class Dragged:
    """A moved booking, and the signed token with which its mover may undo the move."""

    booking: Booking
    token: str


@transaction.atomic
def drag_booking(
    *,
    actor: User,
    booking_id: int,
    resource_id: int,
    starts_at: datetime,
    ends_at: datetime,
    version: int,
) -> Dragged:
    """Move a booking as `move_booking` does, and remember how it was."""
    before = Booking.objects.select_for_update().get(pk=booking_id)
    uses = {use.code: use.remember(before) for use in registers.uses}
    booking = move_booking(
        actor=actor,
        booking_id=booking_id,
        resource_id=resource_id,
        starts_at=starts_at,
        ends_at=ends_at,
        version=version,
    )
    remembered = {
        "actor": actor.pk,
        "until": (clock.now() + UNDO_WITHIN).isoformat(),
        "booking": booking.pk,
        "version": booking.version,
        "resource": before.resource_id,
        "starts_at": before.starts_at.isoformat(),
        "ends_at": before.ends_at.isoformat(),
        "state": before.state,
        "uses": uses,
    }
    return Dragged(booking, signing.dumps(remembered, salt=_SALT, compress=True))


@transaction.atomic
def undo_drag(*, actor: User, booking_id: int, token: str) -> Booking:
    """Restore a booking and what it is for as they were before `drag_booking`.

    RuleViolation `undo_expired` after `UNDO_WITHIN`, `stale` if it was changed since the drag.
    """
    before = _read(actor, booking_id, token)
    booking = move_booking(
        actor=actor,
        booking_id=booking_id,
        resource_id=before["resource"],
        starts_at=datetime.fromisoformat(before["starts_at"]),
        ends_at=datetime.fromisoformat(before["ends_at"]),
        version=before["version"],
    )
    restore_state(actor=actor, booking=booking, state=before["state"])
    for use in registers.uses:
        use.restore(actor, booking, before["uses"].get(use.code))
    return booking


def restore_state(*, actor: User, booking: Booking, state: str) -> None:
    """Confirm again a booking that is back at its confirmed time and resource."""
    if booking.state == state or state != BookingState.CONFIRMED:
        return
    booking.state = BookingState.CONFIRMED
    booking.version += 1
    booking.save(update_fields=["state", "version"])
    journal.record(
        actor=actor,
        event=BookingConfirmed(booking.pk, booking.resource_id, booking.label, booking.proof),
    )


def _read(actor: User, booking_id: int, token: str) -> dict[str, Any]:
    try:
        before: dict[str, Any] = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise RuleViolation("undo_expired") from error
    late = clock.now() > datetime.fromisoformat(before["until"])
    if late or (before["actor"], before["booking"]) != (actor.pk, booking_id):
        raise RuleViolation("undo_expired")
    return before
