"""Versions of the plan and their approval."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import PlanVersion, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries import plans, sheets
from yingke.domains.visits.services import chain_runs, locking, procedure
from yingke.domains.visits.terms import OPEN_DECISIONS, ApprovalKind, Decision, VisitState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# States in which an approval can still lapse: before the arrival.
WATCHED = (VisitState.APPROVED, VisitState.PLANNED, VisitState.CONFIRMED)


@transaction.atomic
def submit_plan(*, actor: "User", visit_id: int, version: int, reason: str = "") -> PlanVersion:
    """Submit the current plan for approval; an earlier open approval is withdrawn.

    RuleViolation("plan_has_warnings") for red warnings (an overlap, a double-booked person, no
    guest) without a `reason`, which the approver sees beside them.
    """
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_plan(actor, visit))
    sheet = sheets.read(visit)
    if not sheet.items:
        raise RuleViolation("agenda_empty")
    red = sheet.red_warnings
    if red and not reason.strip():
        raise RuleViolation("plan_has_warnings", field="reason", warnings=red)
    plan = _version(visit, actor, reason)
    chain_runs.withdraw_open(visit, kinds=(ApprovalKind.PLAN,))
    locking.touch(visit)
    journal.record(actor=actor, event=events.PlanSubmitted(visit.pk, visit.account_id, plan.number))
    chain_runs.begin(visit, actor=actor, plan=plan)
    return plan


@transaction.atomic
def keep_version(*, actor: "User", visit_id: int, reason: str) -> PlanVersion:
    """Keep the current plan as a version without asking for approval, for a decided change."""
    visit = locking.locked(visit_id)
    require(permissions.can_plan(actor, visit))
    return _version(visit, actor, reason)


def _version(visit: Visit, actor: "User", reason: str) -> PlanVersion:
    latest = visit.plan_versions.first()
    return PlanVersion.objects.create(
        visit=visit,
        number=latest.number + 1 if latest else 1,
        content=plans.snapshot(visit),
        reason=reason.strip(),
        made_by=actor,
        made_at=clock.now(),
    )


def recheck(visit: Visit, *, actor: "User | None") -> None:
    """End the approval of a plan that changed in substance, or reinstate it.

    Called in the transaction of every change of a part of the plan, by services of this package
    and of packages above.
    """
    if visit.state not in WATCHED:
        return
    approval = plans.deciding_approval(visit)
    if approval is None or approval.plan is None:
        return
    if queries.round_of(approval).filter(decision__in=OPEN_DECISIONS).exists():
        return
    if approval.decision not in (Decision.APPROVED, Decision.LAPSED):
        return
    found = plans.differences(approval.plan.content, plans.snapshot(visit))
    lapses = plans.is_substantial(visit, found)
    if lapses == (approval.decision == Decision.LAPSED):
        return
    approval.decision = Decision.LAPSED if lapses else Decision.APPROVED
    approval.save(update_fields=["decision"])
    about = (visit.pk, visit.account_id, approval.plan.number)
    if lapses:
        journal.record(actor=actor, event=events.PlanLapsed(*about))
        procedure.reopen(visit, NodeKind.PLAN, actor=actor)
        notices.plan_lapsed(visit, approval)
    else:
        journal.record(actor=actor, event=events.PlanReinstated(*about))
        procedure.close_if_open(visit, NodeKind.PLAN, actor=actor)
