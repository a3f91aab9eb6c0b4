"""Change the arrival; the agenda of that day moves with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.resources.models import Booking
from yingke.domains.visits import events, notices, permissions, registers
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries import facts
from yingke.domains.visits.rules import agenda, lead_time
from yingke.domains.visits.services import bookings, locking, plans, procedure
from yingke.domains.visits.services.agenda import ask_again
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class ArrivalPlan:
    """What a changed arrival did: moved items, and bookings that were not free then."""

    moved: list[AgendaItem]
    lost: list[Booking]


@transaction.atomic
def change_arrival(
    *, actor: "User", visit_id: int, arrives_at: datetime, version: int
) -> ArrivalPlan:
    """Move the arrival, and with it everything on that day's agenda that can follow.

    A resource that is not free at the new time is let go and reported, never silently kept.
    """
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_change_arrival(actor, visit))
    before, by = visit.arrives_at, arrives_at - visit.arrives_at
    if not by:
        return ArrivalPlan([], [])
    if arrives_at <= clock.now():
        raise RuleViolation("arrival_is_past", field="arrives_at", arrives_at=arrives_at)
    ahead = facts.parameter(visit, "visit.dates.ahead")
    lead_time.check_ahead(arrives_at, now=clock.now(), furthest=ahead)
    calendar = calendars.for_calendar(visit.site.calendar)
    items = {item.pk: item for item in facts.agenda_of(visit)}
    slots = agenda.shift(
        facts.slots(list(items.values())), by, day_of=before.astimezone(calendar.tz)
    )
    visit.arrives_at = arrives_at
    visit.leaves_at = agenda.departure(before, arrives_at, visit.leaves_at, slots)
    locking.touch(visit, "arrives_at", "leaves_at")
    plan = _move_items(visit, items, slots, later=by.total_seconds() > 0, actor=actor)
    procedure.reschedule(visit, actor=actor)
    journal.record(
        actor=actor,
        event=events.ArrivalChanged(
            visit.pk, visit.account_id, before, arrives_at, len(plan.moved)
        ),
    )
    times = {"arrives_at": before}, {"arrives_at": arrives_at}
    registers.apply_effects(visit, registers.Change("times", *times), actor)
    plans.recheck(visit, actor=actor)
    notices.arrival_changed(visit, before, plan)
    return plan


def _move_items(
    visit: Visit,
    items: dict[int, AgendaItem],
    slots: list[agenda.Slot],
    *,
    later: bool,
    actor: "User",
) -> ArrivalPlan:
    """Move the farthest items first, so that none runs into the booking of the next."""
    moved: list[AgendaItem] = []
    lost: list[Booking] = []
    for slot in reversed(slots) if later else slots:
        item = items[slot.id]
        item.visit = visit
        item.starts_at, item.ends_at = slot.starts_at, slot.ends_at
        item.save(update_fields=["starts_at", "ends_at"])
        lost += bookings.move_or_release(item, actor=actor)
        ask_again(item)
        moved.append(item)
    return ArrivalPlan(sorted(moved, key=lambda item: item.starts_at), lost)
