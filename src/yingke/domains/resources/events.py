"""Facts about resources and who holds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yingke.foundation.journal.events import Event, Ref


def booking_ref(booking_id: int) -> Ref:
    """The name of a booking in the journal."""
    return Ref("resources.booking", booking_id)


def resource_ref(resource_id: int) -> Ref:
    """The name of a resource in the journal."""
    return Ref("resources.resource", resource_id)


class _AboutBooking(Event):
    booking_id: int
    resource_id: int

    def subject(self) -> Ref:
        return booking_ref(self.booking_id)

    def context(self) -> Ref:
        return resource_ref(self.resource_id)


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
class RegisterChanged(Event):
    """A site, resource, hotel or supplier was added (`before` is empty) or edited.

    `before` and `after` hold the changed columns only.
    """

    kind = "resources.register_changed"
    entry: str
    entry_id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref(f"resources.{self.entry}", self.entry_id)
