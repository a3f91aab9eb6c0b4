"""Events of resources, hotels, suppliers and bookings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from yingke.foundation.journal.events import Event, Ref
from yingke.foundation.journal.records import ref
from yingke.foundation.kernel.changes import Changes
from yingke.foundation.kernel.records import Record


class _AboutBooking(Event):
    about = "resources.booking", "booking_id"
    within = "resources.resource", "resource_id"


@dataclass(frozen=True)
class ResourceBooked(_AboutBooking):
    kind = "resources.booked"
    booking_id: int
    resource_id: int
    label: str
    starts_at: datetime
    ends_at: datetime
    state: str


@dataclass(frozen=True)
class BookingMoved(_AboutBooking):
    """`before` and `after` hold `resource_id`, `starts_at` and `ends_at`."""

    kind = "resources.booking_moved"
    booking_id: int
    resource_id: int
    label: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class BookingConfirmed(_AboutBooking):
    kind = "resources.booking_confirmed"
    booking_id: int
    resource_id: int
    label: str
    proof: str


@dataclass(frozen=True)
class BookingCancelled(_AboutBooking):
    kind = "resources.booking_cancelled"
    booking_id: int
    resource_id: int
    label: str
    reason: str


@dataclass(frozen=True)
class BookingReleased(_AboutBooking):
    """Freed by the system; `cause` is "hold_expired" or "no_show"."""

    kind = "resources.booking_released"
    booking_id: int
    resource_id: int
    label: str
    cause: str


@dataclass(frozen=True)
class BookingUsed(_AboutBooking):
    """Somebody said that its use has begun."""

    kind = "resources.booking_used"
    booking_id: int
    resource_id: int
    label: str


@dataclass(frozen=True)
class DuplicateExcused(_AboutBooking):
    """Needed although another booking serves the same need."""

    kind = "resources.duplicate_excused"
    booking_id: int
    resource_id: int
    label: str
    reason: str


@dataclass(frozen=True)
class RegisterChanged(Event):
    """A resource, hotel or supplier was added (`before` is empty) or edited.

    `entry` is the name of its model in lower case; before sites belonged to `identity`, also
    `site`. `before` and `after` hold the changed columns only.
    """

    kind = "resources.register_changed"
    entry: str
    entry_id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref(f"resources.{self.entry}", self.entry_id)

    @classmethod
    def of(cls, row: Record, done: Changes) -> Self:
        entry = ref(row).kind.partition(".")[2]
        return cls(entry, row.pk, row.name, before=done.before, after=done.after)
