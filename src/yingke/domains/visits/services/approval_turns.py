"""Hand over, extend, withdraw and escalate approvals."""

from django.db import transaction

from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.rules import approvals as rules
from yingke.domains.visits.rules import states
from yingke.domains.visits.services import chain_runs, locking
from yingke.domains.visits.services.approvals import open_question
from yingke.domains.visits.terms import ApprovalKind, Decision
from yingke.foundation.identity.models import User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

REQUEST_KINDS = (ApprovalKind.REQUEST, ApprovalKind.URGENCY)
BATCH = 200


@transaction.atomic
def hand_over(*, actor: User, approval_id: int, to_id: int, comment: str = "") -> Approval:
    """Let another approver decide instead of the actor (转办)."""
    approval = open_question(actor, approval_id)
    person = _approver(approval, to_id)
    before, approval.assignee = approval.assignee, person
    approval.role, approval.unit = "", None
    approval.save(update_fields=["assignee", "role", "unit"])
    _tell(approval, actor, before=before)
    journal.record(
        actor=actor,
        event=events.ApprovalHandedOver(
            approval.visit_id,
            approval.visit.account_id,
            approval.title,
            person.name,
            person.name_en,
            comment.strip(),
        ),
    )
    return approval


@transaction.atomic
def add_approver(
    *, actor: User, approval_id: int, person_id: int, after: bool = False, comment: str = ""
) -> Approval:
    """Add an approver (加签): parallel to the actor, or `after` the current step."""
    asked = open_question(actor, approval_id)
    person = _approver(asked, person_id, anybody=True)
    now = clock.now()
    added = Approval.objects.create(
        visit=asked.visit,
        kind=asked.kind,
        plan=asked.plan,
        position=asked.position + int(after),
        assignee=person,
        asked_by=asked.asked_by,
        asked_at=now,
        due_at=chain_runs.deadline(asked.visit, asked.step.hours if asked.step else 0),
        decision=Decision.WAITING if after else Decision.PENDING,
    )
    if not after:
        _tell(added, actor)
    journal.record(
        actor=actor,
        event=events.ApproverAdded(
            asked.visit_id,
            asked.visit.account_id,
            asked.title,
            person.name,
            person.name_en,
            after,
            comment.strip(),
        ),
    )
    return added


@transaction.atomic
def withdraw(*, actor: User, visit_id: int, version: int, plan: bool = False) -> Visit:
    """Withdraw an undecided request or plan (撤回), to edit and submit it again."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_withdraw(actor, visit, plan=plan))
    kinds = (ApprovalKind.PLAN,) if plan else REQUEST_KINDS
    waiting = list(visit.approvals.filter(kind__in=kinds, decision=Decision.PENDING))
    if not chain_runs.withdraw_open(visit, kinds=kinds):
        raise RuleViolation("nothing_to_withdraw")
    if plan:
        locking.touch(visit)
    else:
        visit.state = states.after(visit.state, "withdraw")
        locking.touch(visit, "state")
    for approval in waiting:
        approval.visit = visit
        notices.approval_answered(approval)
    journal.record(
        actor=actor,
        event=events.SubmissionWithdrawn(visit.pk, visit.account_id, str(kinds[0])),
    )
    return visit


def escalate_overdue() -> int:
    """Escalate every approval past its deadline; return the number."""
    rows = Approval.objects.filter(
        decision=Decision.PENDING, escalated_at=None, due_at__lte=clock.now()
    )
    keys = list(rows.order_by("due_at").values_list("pk", "visit_id")[:BATCH])
    return sum(_escalate(pk, visit_id) for pk, visit_id in keys)


@transaction.atomic
def _escalate(pk: int, visit_id: int) -> bool:
    visit = locking.locked(visit_id)
    approval = Approval.objects.select_related("step", "asked_by", "plan").get(pk=pk)
    approval.visit, now = visit, clock.now()
    overdue = rules.is_overdue(due_at=approval.due_at, escalated_at=approval.escalated_at, now=now)
    if approval.decision != Decision.PENDING or not overdue:
        return False
    approval.escalated_at = now
    approval.save(update_fields=["escalated_at"])
    assert approval.due_at is not None  # noqa: S101 – `is_overdue` says so
    journal.record(
        actor=None,
        event=events.ApprovalEscalated(visit.pk, visit.account_id, approval.title, approval.due_at),
    )
    notices.approval_overdue(approval)
    return True


def _approver(approval: Approval, user_id: int, *, anybody: bool = False) -> User:
    """Return a user who may decide an approval; RuleViolation("cannot_approve") with the code."""
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        raise RuleViolation("unknown_person", field="person")
    able = anybody or permissions.may_approve(person, approval.kind)
    open_elsewhere = queries.round_of(approval).filter(
        assignee=person, decision__in=(Decision.WAITING, Decision.PENDING)
    )
    if not able or open_elsewhere.exists() or queries.conflict_of(person, approval):
        raise RuleViolation("cannot_approve", field="person", person=person.label)
    return person


def _tell(approval: Approval, actor: User, *, before: User | None = None) -> None:
    locking.add_members(approval.visit, [approval.assignee, actor])
    if before != approval.assignee:
        notices.approval_answered(approval)
        notices.approval_wanted(approval.visit, approval)
