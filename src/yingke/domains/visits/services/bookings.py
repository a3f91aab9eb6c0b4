"""Rooms, vehicles and kit for agenda items; the bookings themselves belong to `resources`."""

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
    """Hold a resource for an item's time; RuleViolation("resource_taken") if it is not free."""
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
    """Note the proof that a booking is certain (a number, a name, a mail)."""
    link = _link(link_id)
    resources.confirm_booking(
        actor=actor, booking_id=link.booking_id, proof=proof, version=link.booking.version
    )
    return link


@transaction.atomic
def release_from_item(*, actor: "User", link_id: int) -> None:
    """Let a resource go that an item no longer needs."""
    link = _link(link_id)
    _, visit = _plannable(actor, link.item_id)
    _release(link, visit, actor, reason="")
    plans.recheck(visit, actor=actor)


def release_all(item: AgendaItem, *, actor: "User", reason: str) -> None:
    """Let go all that an item holds."""
    for link in item.bookings.select_related("booking__resource"):
        _release(link, item.visit, actor, reason=reason)


def move_with(item: AgendaItem, *, actor: "User", moved: Booking | None = None) -> None:
    """Move the bookings of an item but `moved` to its time; RuleViolation("resource_taken")."""
    for link in item.bookings.select_related("booking"):
        if link.booking != moved and link.booking.state != BookingState.CANCELLED:
            _move(link.booking, item, actor)


def move_or_release(item: AgendaItem, *, actor: "User") -> list[Booking]:
    """Move what an item holds; what is not free then is let go and given back as lost."""
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
    """Let go all that a cancelled visit holds; the links stay, so that a restore knows them."""
    held = AgendaBooking.objects.filter(item__visit=visit).exclude(
        booking__state=BookingState.CANCELLED
    )
    for link in held.select_related("booking__resource"):
        resources.release(actor=actor, booking=link.booking, reason=reason)


def book_again(visit: Visit, *, actor: "User") -> list[Booking]:
    """Hold again what a restored visit had held; gives back the bookings that are taken now."""
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
    """What the schedule shows: the customer first, since a bar has room for few words."""
    customer = visit.account.short_name or visit.account.name
    return f"{customer} · {item.name} ({visit.number})"[:200]
