"""Requests and plans on their way through an approval chain."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_user

from yingke.domains.procedures.models import ApprovalChain
from yingke.domains.procedures.services import chain_steps, chains
from yingke.domains.procedures.services.chain_steps import StepFields
from yingke.domains.procedures.services.chains import ChainFields
from yingke.domains.visits import events, registers
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries import plans as plan_queries
from yingke.domains.visits.services import approval_turns, approvals, plans, requests, team
from yingke.domains.visits.terms import Decision, NodeState, VisitState
from yingke.foundation.identity import services as identity
from yingke.foundation.identity.models import User
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
URGENT: dict[str, Any] = {"urgency_reason": "customer", "urgency_note": "客户临时改期"}


@pytest.fixture
def admin(world: w.World) -> User:
    return make_user(name="管理员", roles=("admin",))


def publish(admin: User, *steps: StepFields, code: str = "key", **fields: Any) -> ApprovalChain:
    """A chain in force with these steps; for strategic customers unless told otherwise."""
    about = ChainFields(name="重点客户", **({"tier": "strategic"} | fields))
    occasion = "plan" if code == "key-plan" else "request"
    chain = chains.start_chain(actor=admin, code=code, occasion=occasion, fields=about)
    for copied in chain.steps.all():
        chain_steps.remove_step(actor=admin, step_id=copied.pk)
    for step in steps:
        chain_steps.add_step(actor=admin, chain_id=chain.pk, fields=step)
    chain.refresh_from_db()
    return chains.publish(actor=admin, chain_id=chain.pk, version=chain.revision, note="试")


def step(name: str, approver: str = "approvers", position: int = 1, **more: Any) -> StepFields:
    return StepFields(name, approver, position=position, **more)


def states(visit: Visit) -> list[tuple[str, str]]:
    rows = visit.approvals.select_related("step").order_by("position", "pk")
    return [(row.step.name if row.step else "", row.decision) for row in rows]


def question(visit: Visit, name: str) -> Approval:
    return visit.approvals.get(step__name=name, decision=Decision.PENDING)


def delegate(giver: User, taker: User) -> None:
    now = clock.now()
    identity.delegate(
        actor=giver,
        taker_id=taker.pk,
        starts_at=now,
        ends_at=now + timedelta(days=9),
        reason="休假",
    )
    taker.refresh_from_db()


def test_steps_open_in_their_order_and_the_last_approval_starts_the_procedure(
    world: w.World, admin: User
) -> None:
    boss = make_user(name="总经理", roles=("director",))
    publish(admin, step("初审"), step("终审", "role", 2, role="director"))
    visit = w.submitted(world)
    assert states(visit) == [("初审", "pending"), ("终审", "waiting")]
    approvals.approve(actor=world.approver, approval_id=question(visit, "初审").pk)
    assert states(visit) == [("初审", "approved"), ("终审", "pending")]
    visit.refresh_from_db()
    assert visit.state == VisitState.SUBMITTED
    with pytest.raises(NotAllowed):
        approvals.approve(actor=world.manager, approval_id=question(visit, "终审").pk)
    approvals.approve(actor=boss, approval_id=question(visit, "终审").pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.APPROVED


def test_of_a_step_for_all_each_decides_and_of_a_step_for_any_one(
    world: w.World, admin: User
) -> None:
    one, other = (make_user(name=name, roles=("director",)) for name in ("甲", "乙"))
    publish(
        admin,
        step("会签", "role", role="director", quorum="all"),
        step("抄审", "role", role="manager"),
    )
    visit = w.submitted(world)
    asked = visit.approvals.filter(step__name="会签")
    assert {row.assignee for row in asked} == {one, other}
    approvals.approve(actor=world.manager, approval_id=question(visit, "抄审").pk)
    approvals.approve(actor=one, approval_id=asked.get(assignee=one).pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.SUBMITTED
    approvals.approve(actor=other, approval_id=asked.get(assignee=other).pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.APPROVED


def test_a_running_request_keeps_the_steps_with_which_it_began(world: w.World, admin: User) -> None:
    chain = publish(admin, step("初审"))
    visit = w.submitted(world)
    draft = chains.draft_version(actor=admin, chain_id=chain.pk)
    chain_steps.add_step(actor=admin, chain_id=draft.pk, fields=step("终审", "approvers", 2))
    draft.refresh_from_db()
    with clock.at(w.MONDAY + HOUR):
        chains.publish(actor=admin, chain_id=draft.pk, version=draft.revision, note="加终审")
        approvals.approve(actor=world.approver, approval_id=question(visit, "初审").pk)
        visit.refresh_from_db()
        assert visit.state == VisitState.APPROVED
        assert [one for one, _ in states(w.submitted(world))] == ["初审", "终审"]


def test_the_amount_that_a_package_above_knows_chooses_the_chain(
    world: w.World, admin: User
) -> None:
    publish(admin, step("财务审批", "role", role="finance"), tier="", amount_from=Decimal(50_000))
    costs = registers.Amount("test", lambda visit: Decimal(60_000))
    assert [one for one, _ in states(w.submitted(world))] == ["申请"]
    with registers.amounts.including(costs):
        assert [one for one, _ in states(w.submitted(world, **w.weeks_later(1)))] == ["财务审批"]


def test_people_of_the_visit_decide_and_others_where_they_asked_themselves(
    world: w.World, admin: User
) -> None:
    publish(admin, step("主接待人", "host"), step("客户经理", "manager"))
    visit = w.submitted(world)
    assert question(visit, "主接待人").assignee == world.host
    assert question(visit, "客户经理").assignee == world.account.account_manager
    visit = requests.draft_visit(actor=world.host, fields=world.fields())
    requests.submit(actor=world.host, visit_id=visit.pk, version=visit.version)
    assert question(visit, "主接待人").assignee is None
    approvals.approve(actor=world.approver, approval_id=question(visit, "主接待人").pk)


def test_a_role_of_the_requesters_department_is_held_there_or_above(
    world: w.World, admin: User
) -> None:
    sales = world.requester.staff.department
    head = make_user(name="部门经理", roles=("director",), unit=sales)
    elsewhere = make_user(
        name="他部经理", roles=("director",), unit=world.logistics.staff.department
    )
    publish(admin, step("部门", "unit_role", role="director"))
    asked = question(w.submitted(world), "部门")
    assert queries.deciders_of(asked) == [head]
    with pytest.raises(NotAllowed):
        approvals.approve(actor=elsewhere, approval_id=asked.pk)
    approvals.approve(actor=head, approval_id=asked.pk)


def test_who_asked_for_a_visit_does_not_approve_it_though_another_submitted_it(
    world: w.World,
) -> None:
    visit = requests.draft_visit(actor=world.manager, fields=world.fields())
    visit = requests.submit(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    asked = visit.approvals.get()
    assert asked not in queries.waiting_for(world.manager)
    with pytest.raises(RuleViolation, match="own_request"):
        approvals.approve(actor=world.manager, approval_id=asked.pk)
    assert asked in queries.waiting_for(world.approver)


def test_one_manager_does_not_give_both_approvals_of_an_urgent_visit(world: w.World) -> None:
    arrives = w.MONDAY + timedelta(days=1, hours=6)
    visit = w.submitted(world, arrives_at=arrives, leaves_at=arrives + 3 * HOUR, **URGENT)
    approvals.approve(actor=world.manager, approval_id=question(visit, "申请").pk)
    other = question(visit, "紧急接待")
    assert other not in queries.waiting_for(world.manager)
    with pytest.raises(RuleViolation, match="decided_before"):
        approvals.approve(actor=world.manager, approval_id=other.pk)


def test_nobody_decides_for_who_gave_or_took_a_delegation(world: w.World) -> None:
    visit = requests.draft_visit(actor=world.approver, fields=world.fields())
    visit = requests.submit(actor=world.approver, visit_id=visit.pk, version=visit.version)
    asked = visit.approvals.get()
    delegate(world.approver, world.expert)
    with pytest.raises(RuleViolation, match="request_of_delegate"):
        approvals.approve(actor=world.expert, approval_id=asked.pk)
    assert asked not in queries.waiting_for(world.expert)
    delegate(world.manager, world.approver)
    with pytest.raises(RuleViolation, match="request_of_delegate"):
        approvals.approve(actor=world.manager, approval_id=asked.pk)
    assert asked not in queries.waiting_for(world.manager)


def test_who_stands_in_decides_in_the_place_of_an_assignee(world: w.World, admin: User) -> None:
    publish(admin, step("主接待人", "host"))
    asked = question(w.submitted(world), "主接待人")
    assert list(queries.waiting_for(world.guide)) == []
    delegate(world.host, world.guide)
    assert list(queries.waiting_for(world.guide)) == [asked]
    done = approvals.approve(actor=world.guide, approval_id=asked.pk)
    assert done.decided_by == world.guide


def test_another_approver_decides_once_it_is_handed_over(world: w.World) -> None:
    asked = w.submitted(world).approvals.get()
    approval_turns.hand_over(actor=world.approver, approval_id=asked.pk, to_id=world.manager.pk)
    with pytest.raises(NotAllowed):
        approvals.approve(actor=world.approver, approval_id=asked.pk)
    approvals.approve(actor=world.manager, approval_id=asked.pk)


@pytest.mark.parametrize("to", ["requester", "expert"])
def test_it_is_not_handed_to_who_asked_or_may_not_approve(world: w.World, to: str) -> None:
    asked = w.submitted(world).approvals.get()
    with pytest.raises(RuleViolation, match="cannot_approve"):
        approval_turns.hand_over(
            actor=world.approver, approval_id=asked.pk, to_id=getattr(world, to).pk
        )


@pytest.mark.parametrize("after", [False, True])
def test_an_added_approver_has_to_approve_too(world: w.World, after: bool) -> None:
    visit = w.submitted(world)
    asked = visit.approvals.get()
    added = approval_turns.add_approver(
        actor=world.approver, approval_id=asked.pk, person_id=world.expert.pk, after=after
    )
    assert added.decision == (Decision.WAITING if after else Decision.PENDING)
    approvals.approve(actor=world.approver, approval_id=asked.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.SUBMITTED
    approvals.approve(actor=world.expert, approval_id=added.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.APPROVED


def test_a_withdrawn_request_can_be_changed_and_submitted_again(world: w.World) -> None:
    visit = w.submitted(world)
    visit = approval_turns.withdraw(actor=world.requester, visit_id=visit.pk, version=visit.version)
    assert (visit.state, states(visit)) == (VisitState.RETURNED, [("申请", "withdrawn")])
    assert not Notification.objects.filter(kind="visits.approval_wanted", read_at=None).exists()
    visit = requests.submit(actor=world.requester, visit_id=visit.pk, version=visit.version)
    assert states(visit) == [("申请", "withdrawn"), ("申请", "pending")]


def test_a_plan_is_approved_by_its_whole_chain_only(world: w.World, admin: User) -> None:
    publish(admin, step("初审"), step("终审", "urgent", 2), code="key-plan")
    visit = w.approved(world)
    w.with_agenda(world, visit)
    visit.refresh_from_db()
    plan = plans.submit_plan(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="试"
    )
    approvals.approve(actor=world.approver, approval_id=question(visit, "初审").pk)
    assert plan_queries.last_approved(visit.pk) is None
    assert visit.nodes.get(kind="plan").state == NodeState.OPEN
    assert Entry.objects.filter(kind=events.PlanStepApproved.kind).count() == 1
    approvals.approve(actor=world.manager, approval_id=question(visit, "终审").pk)
    assert plan_queries.last_approved(visit.pk) == plan
    assert visit.nodes.get(kind="plan").state == NodeState.DONE


def test_a_step_for_the_lead_host_follows_a_new_one(world: w.World, admin: User) -> None:
    publish(admin, step("主接待人", "host"), code="key-plan")
    visit = w.approved(world)
    w.with_agenda(world, visit)
    visit.refresh_from_db()
    plans.submit_plan(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="试"
    )
    assert question(visit, "主接待人").assignee == world.host
    visit.refresh_from_db()
    team.appoint(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        coordinator_id=visit.coordinator_id,
        lead_host_id=world.colleague.pk,
    )
    assert question(visit, "主接待人").assignee == world.colleague
    wanted = Notification.objects.filter(kind="visits.approval_wanted", read_at=None)
    assert set(wanted.values_list("user", flat=True)) == {world.colleague.pk}


def test_what_is_overdue_escalates_once_and_those_above_may_decide(
    world: w.World, admin: User
) -> None:
    boss = make_user(name="总经理", roles=("director",))
    publish(admin, step("初审", hours=4, escalate_to="director"))
    asked = question(w.submitted(world), "初审")
    assert asked.due_at is not None
    assert asked.due_at == w.MONDAY + 4 * HOUR
    assert approval_turns.escalate_overdue() == 0
    with clock.at(asked.due_at + HOUR):
        assert list(queries.waiting_for(boss)) == []
        assert approval_turns.escalate_overdue() == 1
        assert approval_turns.escalate_overdue() == 0
        told = Notification.objects.filter(kind="visits.approval_overdue")
        assert {row.user for row in told} == {world.approver, world.manager, boss, world.requester}
        approvals.approve(actor=boss, approval_id=asked.pk)


def test_a_decision_takes_the_question_off_everybodys_messages(world: w.World) -> None:
    asked = w.submitted(world).approvals.get()
    unread = Notification.objects.filter(kind="visits.approval_wanted", read_at=None)
    assert {row.user for row in unread} == {world.approver, world.manager}
    approvals.approve(actor=world.approver, approval_id=asked.pk)
    assert list(unread.all()) == []
