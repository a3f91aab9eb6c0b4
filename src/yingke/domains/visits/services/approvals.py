"""Decisions on requests, on short notice, and on plans."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events, notices
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.rules import states
from yingke.domains.visits.services import chain_runs, locking, procedure, staffing
from yingke.domains.visits.services.template import start_procedure
from yingke.domains.visits.terms import ApprovalKind, Decision
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def approve(*, actor: "User", approval_id: int, comment: str = "") -> Approval:
    """Approve at a step; the last one starts the procedure, or closes the plan's node."""
    approval = _decide(actor, approval_id, Decision.APPROVED, comment)
    visit = approval.visit
    finished = chain_runs.go_on(approval)
    about = (visit.pk, visit.account_id)
    if approval.kind != ApprovalKind.PLAN:
        journal.record(
            actor=actor, event=events.RequestApproved(*about, approval.kind, approval.comment)
        )
        if finished:
            _request_approved(visit, actor)
    elif finished:
        _plan_approved(visit, approval, actor)
    else:
        number = _plan_number(approval)
        event = events.PlanStepApproved(*about, number, approval.title, approval.comment)
        journal.record(actor=actor, event=event)
    return approval


@transaction.atomic
def return_request(*, actor: "User", approval_id: int, comment: str) -> Approval:
    """Return the request or plan with a comment; other open approvals are withdrawn."""
    _require_comment(comment)
    approval = _decide(actor, approval_id, Decision.RETURNED, comment)
    visit = approval.visit
    about = (visit.pk, visit.account_id)
    if approval.kind == ApprovalKind.PLAN:
        _withdraw_others(approval)
        journal.record(
            actor=actor,
            event=events.PlanReturned(*about, _plan_number(approval), approval.comment),
        )
    else:
        _withdraw_others(approval)
        visit.state = states.after(visit.state, "return")
        locking.touch(visit, "state")
        journal.record(actor=actor, event=events.RequestReturned(*about, approval.comment))
    notices.decided(visit, approval)
    return approval


@transaction.atomic
def reject(*, actor: "User", approval_id: int, comment: str) -> Approval:
    """Reject a request for good, with a comment."""
    _require_comment(comment)
    approval = _decide(actor, approval_id, Decision.REJECTED, comment)
    if approval.kind == ApprovalKind.PLAN:
        raise RuleViolation("plan_is_returned_not_rejected")
    visit = approval.visit
    _withdraw_others(approval)
    visit.state = states.after(visit.state, "reject")
    locking.touch(visit, "state")
    journal.record(
        actor=actor, event=events.RequestRejected(visit.pk, visit.account_id, approval.comment)
    )
    notices.decided(visit, approval)
    return approval


def open_question(actor: "User", approval_id: int) -> Approval:
    """Return an approval the actor may decide now, with its visit locked.

    RuleViolation: "already_decided", or the code of `rules.approvals.conflict`.
    """
    visit_id = Approval.objects.values_list("visit_id", flat=True).get(pk=approval_id)
    visit = locking.locked(visit_id)
    approval = Approval.objects.select_related("plan", "step").get(pk=approval_id)
    approval.visit = visit
    conflict = queries.conflict_of(actor, approval)
    if conflict == "own_request":
        raise RuleViolation(conflict)
    require(queries.may_ever_decide(actor, approval))
    if approval.decision != Decision.PENDING:
        raise RuleViolation("already_decided", decision=approval.decision)
    if conflict:
        raise RuleViolation(conflict)
    return approval


def _decide(actor: "User", approval_id: int, decision: str, comment: str) -> Approval:
    approval = open_question(actor, approval_id)
    approval.decision, approval.comment = decision, comment.strip()
    approval.decided_by, approval.decided_at = actor, clock.now()
    approval.save(update_fields=["decision", "comment", "decided_by", "decided_at"])
    locking.add_members(approval.visit, [actor])
    notices.approval_answered(approval)
    return approval


def _request_approved(visit: Visit, actor: "User") -> None:
    visit.state, visit.approved_at = states.after(visit.state, "approve"), clock.now()
    visit.hold_until = None
    visit.lead_host_id = visit.lead_host_id or visit.account.account_manager_id
    if visit.coordinator_id is None:
        visit.coordinator_id = _coordinator()
    visit.lead_host_id = visit.lead_host_id or visit.requester_id
    locking.add_members(visit, [visit.coordinator_id, visit.lead_host_id])
    start_procedure(visit, actor=actor)
    locking.touch(
        visit, "state", "approved_at", "hold_until", "lead_host", "coordinator", "procedure"
    )
    procedure.close_if_open(visit, NodeKind.INTAKE, actor=actor)
    notices.request_approved(visit)


def _coordinator() -> int | None:
    """Return the coordinator with the fewest visits under way."""
    under_way = Q(visits_coordinated__state__in=["approved", "planned", "confirmed", "in_progress"])
    found = (
        identity.users_in_role("coordinator")
        .annotate(load=Count("visits_coordinated", filter=under_way))
        .order_by("load", "pk")
        .first()
    )
    return found.pk if found else None


def _plan_approved(visit: Visit, approval: Approval, actor: "User") -> None:
    visit.state = states.after(visit.state, "plan")
    locking.touch(visit, "state")
    journal.record(
        actor=actor,
        event=events.PlanApproved(
            visit.pk, visit.account_id, _plan_number(approval), approval.comment
        ),
    )
    procedure.close_if_open(visit, NodeKind.PLAN, actor=actor)
    staffing.invite_intended(visit, actor=actor)
    notices.decided(visit, approval)


def _plan_number(approval: Approval) -> int:
    return approval.plan.number if approval.plan else 0


def _withdraw_others(approval: Approval) -> None:
    kinds: tuple[str, ...] = (ApprovalKind.PLAN,)
    if approval.kind != ApprovalKind.PLAN:
        kinds = (ApprovalKind.REQUEST, ApprovalKind.URGENCY)
    chain_runs.withdraw_open(approval.visit, kinds=kinds)


def _require_comment(comment: str) -> None:
    if not comment.strip():
        raise RuleViolation("comment_missing", field="comment")
