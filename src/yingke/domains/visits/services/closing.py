"""Follow up, archive, cancel and restore a visit."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.resources.models import Booking
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import archive as archive_queries
from yingke.domains.visits.rules import archive as rules
from yingke.domains.visits.rules import states
from yingke.domains.visits.services import bookings, chain_runs, locking, procedure
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def start_follow_up(*, actor: "User | None", visit_id: int) -> Visit:
    """Start the follow-up; called by the package that keeps the follow-up plans."""
    visit = locking.locked(visit_id)
    if visit.state == "follow_up":
        return visit
    visit.state = states.after(visit.state, "follow_up")
    locking.touch(visit, "state")
    journal.record(actor=actor, event=events.FollowUpStarted(visit.pk, visit.account_id))
    return visit


@transaction.atomic
def archive(*, actor: "User", visit_id: int, accept_gaps: bool = False) -> Visit:
    """Archive the visit as `客户名称-接待日期`.

    RuleViolation("archive_incomplete") lists missing parts, unless they are accepted; the
    journal then records them.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_archive(actor, visit))
    state = states.after(visit.state, "archive")
    check = rules.completeness(archive_queries.parts_of(visit))
    if not check.complete and not accept_gaps:
        raise RuleViolation("archive_incomplete", missing=list(check.missing))
    visit.state, visit.archived_at = state, clock.now()
    visit.archive_name = _archive_name(visit)
    locking.touch(visit, "state", "archived_at", "archive_name")
    procedure.close_by_fact(visit, NodeKind.FOLLOW_UP, actor=actor)
    journal.record(
        actor=actor,
        event=events.VisitArchived(
            *(visit.pk, visit.account_id, visit.archive_name),
            *(check.complete, list(check.missing)),
        ),
    )
    return visit


@transaction.atomic
def cancel(*, actor: "User", visit_id: int, version: int, reason: str) -> Visit:
    """Cancel a visit: release its bookings and notify everyone who takes part."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_cancel(actor, visit))
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    state = states.after(visit.state, "cancel")
    chain_runs.withdraw_open(visit)
    bookings.cancel_all(visit, actor=actor, reason=reason.strip())
    visit.cancelled_from, visit.cancel_reason, visit.state = visit.state, reason.strip(), state
    locking.touch(visit, "state", "cancelled_from", "cancel_reason")
    journal.record(
        actor=actor,
        event=events.VisitCancelled(
            visit.pk, visit.account_id, visit.cancelled_from, visit.cancel_reason
        ),
    )
    notices.cancelled(visit)
    return visit


@transaction.atomic
def restore(*, actor: "User", visit_id: int) -> list[Booking]:
    """Restore a cancelled visit to its former state; return bookings that are no longer free.

    A request that was awaiting approval returns to its requester, to be submitted again.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_restore(actor, visit))
    before = "returned" if visit.cancelled_from == "submitted" else visit.cancelled_from
    visit.state = states.after(visit.state, "restore", before_cancel=before)
    visit.cancelled_from, visit.cancel_reason = "", ""
    locking.touch(visit, "state", "cancelled_from", "cancel_reason")
    lost = bookings.book_again(visit, actor=actor)
    journal.record(actor=actor, event=events.VisitRestored(visit.pk, visit.account_id, visit.state))
    notices.restored(visit, lost)
    return lost


def _archive_name(visit: Visit) -> str:
    calendar = calendars.for_calendar(visit.site.calendar)
    day = (visit.arrived_at or visit.arrives_at).astimezone(calendar.tz).date()
    base = rules.archive_name(visit.account.name, day)
    taken = Visit.objects.filter(archive_name__startswith=base).values_list(
        "archive_name", flat=True
    )
    return rules.archive_name(visit.account.name, day, taken=frozenset(taken))
