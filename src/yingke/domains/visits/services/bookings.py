"""Bookings for agenda items; the bookings themselves belong to `resources`."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.resources import services as resources
from yingke.domains.resources.models import Booking
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import events, permissions
from yingke.domains.visits.models import AgendaBooking, AgendaItem, Visit
from yingke.domains.visits.services import locking, plans
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def book_for_item(*, actor: "User", item_id: int, resource_id: int) -> AgendaBooking:
    """Book a resource for an item's time; RuleViolation("resource_taken") if it is not free."""
    item, visit = _plannable(actor, item_id)
    booking = resources.book(
        actor=actor,
        resource_id=resource_id,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        label=_label(visit, item),
    )
    link = AgendaBooking.objects.create(item=item, booking=booking)
    _record(events.ResourceBooked, link, visit, actor)
    plans.recheck(visit, actor=actor)
    return link


@transaction.atomic
def confirm_for_item(*, actor: "User", link_id: int, proof: str) -> AgendaBooking:
    """Record the proof of a booking (a number, a name, a message)."""
    link = _link(link_id)
    resources.confirm_booking(
        actor=actor, booking_id=link.booking_id, proof=proof, version=link.booking.version
    )
    return link


@transaction.atomic
def release_from_item(*, actor: "User", link_id: int) -> None:
    """Release a booking that an item no longer needs."""
    link = _link(link_id)
    _, visit = _plannable(actor, link.item_id)
    _release(link, visit, actor, reason="")
    plans.recheck(visit, actor=actor)


@transaction.atomic
def exchange(*, actor: "User", link_id: int, resource_id: int) -> AgendaBooking:
    """Book another resource in place of an item's booking, for the item's time."""
    link = _link(link_id)
    item, visit = _plannable(actor, link.item_id)
    _record(events.ResourceReleased, link, visit, actor)
    link.booking = resources.place(
        actor=actor,
        booking=link.booking,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        resource_id=resource_id,
    )
    _record(events.ResourceBooked, link, visit, actor)
    plans.recheck(visit, actor=actor)
    return link


def release_all(item: AgendaItem, *, actor: "User", reason: str) -> None:
    """Release all bookings of an item."""
    for link in item.bookings.select_related("booking__resource"):
        _release(link, item.visit, actor, reason=reason)


def move_with(item: AgendaItem, *, actor: "User", moved: Booking | None = None) -> None:
    """Move the bookings of an item but `moved` to its time; RuleViolation("resource_taken")."""
    for link in item.bookings.select_related("booking"):
        if link.booking != moved and link.booking.state != BookingState.CANCELLED:
            _move(link.booking, item, actor)


def move_or_release(item: AgendaItem, *, actor: "User") -> list[Booking]:
    """Move the bookings of an item; release and return those not free then."""
    lost = []
    for link in item.bookings.select_related("booking__resource"):
        if link.booking.state == BookingState.CANCELLED:
            continue
        try:
            with transaction.atomic():
                _move(link.booking, item, actor)
        except RuleViolation as violation:
            if violation.code != "resource_taken":
                raise
            lost.append(link.booking)
            _release(link, item.visit, actor, reason=item.name)
    return lost


def cancel_all(visit: Visit, *, actor: "User", reason: str) -> None:
    """Release all bookings of a cancelled visit; their links stay for a restore."""
    held = AgendaBooking.objects.filter(item__visit=visit).exclude(
        booking__state=BookingState.CANCELLED
    )
    for link in held.select_related("booking__resource"):
        resources.release(actor=actor, booking=link.booking, reason=reason)


def book_again(visit: Visit, *, actor: "User") -> list[Booking]:
    """Book again what a restored visit had booked; return the bookings that are no longer free."""
    lost = []
    links = AgendaBooking.objects.filter(
        item__visit=visit, booking__state=BookingState.CANCELLED
    ).select_related("item", "booking__resource")
    for link in links:
        try:
            with transaction.atomic():
                booking = resources.hold(
                    actor=actor,
                    resource_id=link.booking.resource_id,
                    starts_at=link.item.starts_at,
                    ends_at=link.item.ends_at,
                    label=_label(visit, link.item),
                )
        except RuleViolation as violation:
            if violation.code not in ("resource_taken", "resource_closed"):
                raise
            lost.append(link.booking)
            link.delete()
            continue
        link.booking = booking
        link.save(update_fields=["booking"])
    return lost


def _move(booking: Booking, item: AgendaItem, actor: "User") -> None:
    resources.place(actor=actor, booking=booking, starts_at=item.starts_at, ends_at=item.ends_at)


def _release(link: AgendaBooking, visit: Visit, actor: "User", *, reason: str) -> None:
    if link.booking.state != BookingState.CANCELLED:
        resources.release(actor=actor, booking=link.booking, reason=reason)
    _record(events.ResourceReleased, link, visit, actor)
    link.delete()


def _record(
    event: type[events.ResourceBooked] | type[events.ResourceReleased],
    link: AgendaBooking,
    visit: Visit,
    actor: "User",
) -> None:
    journal.record(
        actor=actor,
        event=event(
            *(visit.pk, visit.account_id, link.item_id, link.item.name),
            *(link.booking_id, link.booking.resource.name),
        ),
    )


def _plannable(actor: "User", item_id: int) -> tuple[AgendaItem, Visit]:
    item = AgendaItem.objects.get(pk=item_id)
    visit = locking.locked(item.visit_id)
    require(permissions.can_plan(actor, visit) or permissions.serves_logistics(actor, visit))
    item.refresh_from_db()
    item.visit = visit
    return item, visit


def _link(link_id: int) -> AgendaBooking:
    return AgendaBooking.objects.select_related("item", "booking__resource").get(pk=link_id)


def _label(visit: Visit, item: AgendaItem) -> str:
    """Return the label of a booking, customer first: bars of the schedule are short."""
    customer = visit.account.short_name or visit.account.name
    return f"{customer} · {item.name} ({visit.number})"[:200]
