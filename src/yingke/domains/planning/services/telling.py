"""Tell those affected by an applied change, once it can no longer be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from yingke.domains.planning import notices, permissions
from yingke.domains.planning.events import ChangeTold
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.services.changes import locked, write
from yingke.domains.planning.terms import ChangeState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

TELL: Final = "planning.tell_change"


@transaction.atomic
def tell(*, change_id: int) -> None:
    """Send the messages that are due; repeating it sends nothing twice."""
    change, _visit = locked(change_id)
    if _waits(change) and change.tell_at is not None and change.tell_at <= clock.now():
        _send(change)


@transaction.atomic
def tell_now(*, actor: User, change_id: int) -> ChangeRequest:
    """Send the messages without waiting; the change can then no longer be undone."""
    change, _visit = locked(change_id)
    require(permissions.can_decide(actor, change))
    if not _waits(change):
        raise RuleViolation("change_closed")
    _send(change)
    return change


def _waits(change: ChangeRequest) -> bool:
    return change.state == ChangeState.APPLIED and change.told_at is None


def _send(change: ChangeRequest) -> None:
    people = notices.send(change)
    change.told_at, change.undo = clock.now(), {}
    write(change, "told_at", "undo")
    seconds = int((change.told_at - change.reported_at).total_seconds())
    visit = change.visit
    event = ChangeTold(visit.pk, visit.account_id, change.pk, people, seconds)
    journal.record(actor=None, event=event)
