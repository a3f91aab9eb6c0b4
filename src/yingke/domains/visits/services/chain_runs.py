"""The run of a submission through its approval chain."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from yingke.domains.procedures.models import ChainStep
from yingke.domains.procedures.queries import chains
from yingke.domains.procedures.terms import Approver, Occasion, Quorum
from yingke.domains.visits import notices
from yingke.domains.visits.models import Approval, PlanVersion, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.rules import approvals as rules
from yingke.domains.visits.services import locking
from yingke.domains.visits.terms import OPEN_DECISIONS, ApprovalKind, Decision
from yingke.foundation.kernel import calendars, clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# Gap between the positions of two steps, for approvers added later.
SPACING = 10


def begin(visit: Visit, *, actor: "User", plan: PlanVersion | None = None) -> list[Approval]:
    """Store every step of the chain in force and open the first; return the open approvals.

    The steps are stored with the submission: versions published later do not affect it.
    """
    occasion = Occasion.REQUEST if plan is None else Occasion.PLAN
    now = clock.now()
    for step in chains.steps_of(queries.chain_for(visit, occasion)):
        Approval.objects.create(
            visit=visit,
            kind=_kind(step, occasion),
            plan=plan,
            step=step,
            position=step.position * SPACING,
            asked_by=actor,
            asked_at=now,
            decision=Decision.WAITING,
        )
    return _open_next(queries.latest_round(visit, plan), visit)


def go_on(approval: Approval) -> bool:
    """Open what follows a decision; return whether the round is complete."""
    found = list(queries.round_of(approval).select_related("step", "plan"))
    _open_next(found, approval.visit)
    decisions = queries.round_of(approval).values_list("decision", flat=True)
    return rules.outcome(list(decisions)) == Decision.APPROVED


def readdress(visit: Visit, approver: Approver) -> None:
    """Put the open steps for the lead host or coordinator to the person who is that now."""
    rows = visit.approvals.filter(
        decision=Decision.PENDING, step__approver=approver, assignee__isnull=False
    )
    for row in rows.select_related("step"):
        row.visit = visit
        notices.approval_answered(row)
        for asked in _open(row):
            locking.add_members(visit, [asked.assignee_id])
            notices.approval_wanted(visit, asked)


def withdraw_open(visit: Visit, *, kinds: tuple[str, ...] = ()) -> int:
    """Withdraw all open approvals of a visit, or those of some kinds; return the number."""
    rows = visit.approvals.filter(decision__in=OPEN_DECISIONS)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.update(decision=Decision.WITHDRAWN, decided_at=clock.now())


def deadline(visit: Visit, hours: int) -> datetime | None:
    """Return the deadline of a step that opens now; None for 0 working hours."""
    if not hours:
        return None
    calendar = calendars.for_calendar(visit.site.calendar)
    return calendar.add_working_hours(clock.now(), timedelta(hours=hours))


def _open_next(questions: list[Approval], visit: Visit) -> list[Approval]:
    opens = rules.next_to_open(queries.rows_of(questions))
    opened: list[Approval] = []
    for row in (one for one in questions if one.pk in opens):
        row.visit = visit
        opened += _open(row)
    for row in opened:
        locking.add_members(visit, [row.assignee_id])
        notices.approval_wanted(visit, row)
    return opened


def _open(row: Approval) -> list[Approval]:
    """Create the approvals of a step: one, or one for each approver if all must decide."""
    row.decision, row.asked_at = Decision.PENDING, clock.now()
    row.due_at = row.due_at or deadline(row.visit, row.step.hours if row.step else 0)
    if row.step is not None:
        _address(row, row.step)
    people = queries.deciders_of(row)
    if not people and (row.assignee_id or row.role):
        # all its approvers have a conflict of interest: anyone with the permission decides
        row.assignee, row.role, row.unit = None, "", None
        people = []
    row.save(update_fields=["decision", "asked_at", "due_at", "assignee", "role", "unit"])
    if row.step is None or row.step.quorum != Quorum.ALL or row.assignee_id or not people:
        return [row]
    return _one_each(row, people)


def _address(row: Approval, step: ChainStep) -> None:
    """Return whom a step addresses on this visit; None means everyone with the permission."""
    visit = row.visit
    named = {
        Approver.PERSON: step.person_id,
        Approver.LEAD_HOST: visit.lead_host_id,
        Approver.COORDINATOR: visit.coordinator_id,
        Approver.ACCOUNT_MANAGER: visit.account.account_manager_id,
    }
    row.assignee_id = named.get(Approver(step.approver))
    if step.approver in (Approver.ROLE, Approver.UNIT_ROLE):
        row.role = step.role
    if step.approver == Approver.UNIT_ROLE:
        row.unit_id = visit.department_id


def _one_each(row: Approval, people: "list[User]") -> list[Approval]:
    takers = queries.takers_of([user.pk for user in people])
    people = [user for user in people if user.pk not in takers] or people
    first, *others = people
    row.assignee, row.role, row.unit = first, "", None
    row.save(update_fields=["assignee", "role", "unit"])
    copies = []
    for user in others:
        copy = Approval.objects.get(pk=row.pk)
        copy.pk, copy.assignee, copy.visit = None, user, row.visit
        copy.save(force_insert=True)
        copies.append(copy)
    return [row, *copies]


def _kind(step: ChainStep, occasion: str) -> str:
    if occasion == Occasion.PLAN:
        return ApprovalKind.PLAN
    urgent = step.approver == Approver.URGENT_APPROVERS
    return ApprovalKind.URGENCY if urgent else ApprovalKind.REQUEST
