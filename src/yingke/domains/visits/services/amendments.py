"""Change the frame of an approved visit while its agenda is changed by the caller."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.visits import events, permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.registers import Change, apply_effects
from yingke.domains.visits.services import locking, plans, procedure
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def amend(
    *,
    actor: "User",
    visit_id: int,
    arrives_at: datetime,
    leaves_at: datetime,
    headcount: int,
) -> Visit:
    """Set arrival, departure and number of guests; no item moves.

    Unlike `arrival.change_arrival` this also serves a visit that is in progress.
    RuleViolation("leaves_before_it_arrives").
    """
    visit = locking.locked(visit_id)
    require(permissions.can_plan(actor, visit))
    if leaves_at <= arrives_at:
        raise RuleViolation("leaves_before_it_arrives")
    before = {name: getattr(visit, name) for name in ("arrives_at", "leaves_at", "headcount")}
    after = {"arrives_at": arrives_at, "leaves_at": leaves_at, "headcount": headcount}
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return visit
    for name in changed:
        setattr(visit, name, after[name])
    locking.touch(visit, *changed)
    about = (visit.pk, visit.account_id)
    if arrives_at != before["arrives_at"]:
        procedure.reschedule(visit, actor=actor)
        arrivals = (before["arrives_at"], arrives_at)
        journal.record(actor=actor, event=events.ArrivalChanged(*about, *arrivals, 0))
    if headcount != before["headcount"]:
        counts = {"headcount": before["headcount"]}, {"headcount": headcount}
        journal.record(actor=actor, event=events.RequestChanged(*about, *counts))
        apply_effects(visit, Change("headcount", *counts), actor)
    if before["arrives_at"] != arrives_at or before["leaves_at"] != leaves_at:
        times = [
            {name: row[name] for name in ("arrives_at", "leaves_at")} for row in (before, after)
        ]
        apply_effects(visit, Change("times", *times), actor)
    plans.recheck(visit, actor=actor)
    return visit
