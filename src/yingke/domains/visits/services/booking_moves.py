"""What a booking of an agenda item does to the item when it is moved in the schedule."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime

from yingke.domains.resources import services as resources
from yingke.domains.resources.models import Booking
from yingke.domains.resources.registers import Use
from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaBooking, AgendaItem
from yingke.domains.visits.queries import booking_purposes, visibility
from yingke.domains.visits.services import agenda, plans
from yingke.domains.visits.terms import Answer
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def move_item(actor: "User", booking: Booking, starts_at: datetime, ends_at: datetime) -> None:
    """Move the agenda item that a booking serves, with its people and its other bookings.

    RuleViolation("booking_serves_item") if the actor may not change the agenda.
    """
    item = _item_of(booking)
    if item is None:
        return
    if not permissions.can_plan(actor, item.visit):
        raise RuleViolation("booking_serves_item", item=item.label, number=item.visit.number)
    fields = agenda.fields_of(item, starts_at=starts_at, ends_at=ends_at)
    agenda.change_item(actor=actor, item_id=item.pk, item=fields, moved=booking)


def recheck_plan(actor: "User | None", booking: Booking) -> None:
    """Check the plan again: an item has another room, or has lost it."""
    item = _item_of(booking)
    if item is not None:
        plans.recheck(item.visit, actor=actor)


def remember(booking: Booking) -> dict[str, Any] | None:
    """Return the answers of the item's people and the states of its bookings."""
    item = _item_of(booking)
    if item is None:
        return None
    people = item.people.exclude(answer=Answer.DECLINED)
    return {
        "answers": [
            (pk, answer, answered_at and answered_at.isoformat(), reason)
            for pk, answer, answered_at, reason in people.values_list(
                "pk", "answer", "answered_at", "reason"
            )
        ],
        "states": dict(item.bookings.values_list("booking_id", "booking__state")),
    }


def restore(actor: "User", booking: Booking, remembered: dict[str, Any] | None) -> None:
    """Give people back the answers they had for this time, and bookings their confirmation."""
    item = _item_of(booking)
    if item is None or remembered is None:
        return
    for pk, answer, answered_at, reason in remembered["answers"]:
        item.people.filter(pk=pk, answer=Answer.ASKED).update(
            answer=answer, answered_at=answered_at and parse_datetime(answered_at), reason=reason
        )
    for link in item.bookings.select_related("booking"):
        state = remembered["states"].get(str(link.booking_id))
        if state is not None:
            resources.restore_state(actor=actor, booking=link.booking, state=state)
    plans.recheck(item.visit, actor=actor)


def _item_of(booking: Booking) -> AgendaItem | None:
    related = "item__visit__account", "item__visit__site", "item__visit__visit_type"
    link = AgendaBooking.objects.filter(booking=booking).select_related(*related).first()
    return link.item if link else None


USE = Use(
    "visits",
    visible=visibility.bookings_served_by,
    may_change=visibility.runs_visit_of_booking,
    purpose=booking_purposes.purpose,
    move=move_item,
    changed=recheck_plan,
    remember=remember,
    needs=booking_purposes.needs,
    awaited=booking_purposes.awaited,
    restore=restore,
)
