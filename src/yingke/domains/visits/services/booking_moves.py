"""The schedule moves a booking of an agenda item: the item leads, and everything else follows."""

from datetime import datetime
from typing import TYPE_CHECKING

from yingke.domains.resources.models import Booking
from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaBooking, AgendaItem
from yingke.domains.visits.services import agenda, plans
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def move_with_booking(
    actor: "User", booking: Booking, starts_at: datetime, ends_at: datetime
) -> bool:
    """Move the agenda item that a booking serves, with its other bookings and its people.

    RuleViolation("booking_serves_item") for whoever may not change the agenda. False where the
    booking serves no item.
    """
    item = _item_of(booking)
    if item is None:
        return False
    if not permissions.can_plan(actor, item.visit):
        raise RuleViolation("booking_serves_item", item=item.label, number=item.visit.number)
    fields = agenda.fields_of(item, starts_at=starts_at, ends_at=ends_at)
    agenda.change_item(actor=actor, item_id=item.pk, item=fields)
    return True


def booking_released(actor: "User", booking: Booking) -> None:
    """An item lost what it held: the plan may be another one now."""
    item = _item_of(booking)
    if item is not None:
        plans.recheck(item.visit, actor=actor)


def _item_of(booking: Booking) -> AgendaItem | None:
    related = "item__visit__account", "item__visit__site", "item__visit__visit_type"
    link = AgendaBooking.objects.filter(booking=booking).select_related(*related).first()
    return link.item if link else None
