"""Start and end agenda items and the visit on the day."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.rules import arrival, states
from yingke.domains.visits.services import locking, procedure
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def start_item(*, actor: "User", item_id: int) -> AgendaItem:
    """Start an item now; repeating it has no effect."""
    item = _running(actor, item_id)
    if item.started_at is not None:
        return item
    item.started_at = clock.now()
    item.save(update_fields=["started_at"])
    journal.record(
        actor=actor,
        event=events.ItemStarted(
            *(item.visit_id, item.visit.account_id, item.pk, item.name, item.name_en),
            item.starts_at,
        ),
    )
    return item


@transaction.atomic
def finish_item(*, actor: "User", item_id: int) -> AgendaItem:
    """End an item now; repeating it has no effect."""
    item = _running(actor, item_id)
    if item.finished_at is not None:
        return item
    return finish(item, item.visit, actor=actor)


def finish(item: AgendaItem, visit: Visit, *, actor: "User") -> AgendaItem:
    """End an item of a locked visit."""
    if item.started_at is None:
        raise RuleViolation("item_not_begun", item=item.label)
    item.finished_at = clock.now()
    item.save(update_fields=["finished_at"])
    minutes = int((item.finished_at - item.started_at).total_seconds() // 60)
    journal.record(
        actor=actor,
        event=events.ItemEnded(
            *(visit.pk, visit.account_id, item.pk, item.name, item.name_en),
            *(item.ends_at, minutes),
        ),
    )
    return item


@transaction.atomic
def end_visit(*, actor: "User", visit_id: int) -> Visit:
    """End the visit: feedback becomes due and the follow-up starts.

    A running item ends now; RuleViolation("items_not_held") names items that never started,
    which have to be held or removed first.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_run_day(actor, visit) or visit.state == VisitState.ENDED)
    if visit.state == VisitState.ENDED:
        return visit
    state = states.after(visit.state, "end")
    never = [item.label for item in visit.agenda.filter(started_at=None)]
    if never:
        raise RuleViolation("items_not_held", items=never)
    for item in visit.agenda.filter(finished_at=None):
        finish_item(actor=actor, item_id=item.pk)
    visit.state, visit.ended_at = state, clock.now()
    locking.touch(visit, "state", "ended_at")
    procedure.reschedule(visit, actor=actor)
    for kind in (NodeKind.TALKS, NodeKind.TOUR):
        procedure.close_by_fact(visit, kind, actor=actor)
    journal.record(actor=actor, event=events.VisitEnded(visit.pk, visit.account_id, visit.ended_at))
    notices.ended(visit)
    return visit


def _running(actor: "User", item_id: int) -> AgendaItem:
    item = AgendaItem.objects.get(pk=item_id)
    visit = locking.locked(item.visit_id)
    require(permissions.can_run_day(actor, visit))
    item.refresh_from_db()
    if not arrival.may_run(item.kind, item.starts_at, visit.state, visit.arrives_at):
        raise RuleViolation("not_arrived")
    item.visit = visit
    return item
