"""Scheduled work on visits: reminders, escalations, expired holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Node, Task, Visit
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.rules import reminders, states
from yingke.domains.visits.services import locking
from yingke.domains.visits.terms import (
    CLOSED_STATES,
    HOLD_EXPIRED,
    OPEN_TASK_STATES,
    NodeState,
    VisitState,
)
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

BATCH = 200
LONGEST_NOTICE = timedelta(days=3)  # how far ahead a company may set `visit.reminder.before`


def send_due() -> int:
    """Send all reminders and escalations due now; return their number.

    Each row has its own transaction, so that a failure does not affect others.
    """
    sent = 0
    for model, open_states in ((Node, [NodeState.OPEN]), (Task, list(OPEN_TASK_STATES))):
        for pk in _candidates(model, open_states):
            sent += _one(model, pk)
    return sent


@transaction.atomic
def remind_now(*, actor: User, visit_ids: Sequence[int]) -> int:
    """Remind those with overdue nodes and tasks in these visits; once a day for each of them.

    Gives the number of messages.
    """
    now, sent = clock.now(), 0
    for visit in Visit.objects.filter(pk__in=visit_ids).select_related("account", "site"):
        require(permissions.runs(actor, visit))
        occasion = f"by-hand:{clock.today(ZoneInfo(visit.site.timezone))}"
        late: list[Node | Task] = [
            *visit.nodes.filter(state=NodeState.OPEN, due_at__lt=now),
            *visit.tasks.filter(state__in=OPEN_TASK_STATES, due_at__lt=now),
        ]
        for row in late:
            row.visit = visit
            sent += notices.reminded(visit, row, occasion=occasion)
    return sent


@transaction.atomic
def expire_holds() -> int:
    """Cancel drafts whose date hold has expired; they can be restored."""
    now = clock.now()
    late = Visit.objects.select_for_update(skip_locked=True).filter(
        state=VisitState.DRAFT, hold_until__lt=now
    )
    count = 0
    for visit in late[:BATCH]:
        visit.cancelled_from, visit.state = visit.state, states.after(visit.state, "cancel")
        visit.cancel_reason = HOLD_EXPIRED
        locking.touch(visit, "state", "cancelled_from", "cancel_reason")
        journal.record(
            actor=None,
            event=events.VisitCancelled(
                visit.pk, visit.account_id, visit.cancelled_from, visit.cancel_reason
            ),
        )
        notices.hold_expired(visit)
        count += 1
    return count


def _candidates(model: type[Node] | type[Task], open_states: list[Any]) -> list[int]:
    """Return open rows of active visits; the rule decides for each."""
    now = clock.now()
    rows: QuerySet[Any] = model.objects.filter(
        Q(reminded_at=None) | Q(due_at__lte=now),
        state__in=open_states,
        due_at__lte=now + LONGEST_NOTICE,
        escalated_at=None,
    ).exclude(visit__state__in=CLOSED_STATES)
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _one(model: type[Node] | type[Task], pk: int) -> int:
    row: Any = (
        model.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("visit__visit_type", "visit__site", "visit__account")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        return 0
    now, due = clock.now(), reminders.Due(row.due_at, row.reminded_at, row.escalated_at)
    visit = row.visit
    after = parameter(visit, "visit.escalation.after")
    if reminders.is_escalation_due(due, now=now, after=after):
        row.escalated_at = now
        row.save(update_fields=["escalated_at"])
        journal.record(
            actor=None,
            event=events.Escalated(
                *(visit.pk, visit.account_id, "node" if model is Node else "task", row.pk),
                *(row.name, row.name_en, row.due_at),
            ),
        )
        return notices.escalated(visit, row)
    if reminders.is_reminder_due(due, now=now, before=parameter(visit, "visit.reminder.before")):
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        return notices.reminded(visit, row)
    return 0
