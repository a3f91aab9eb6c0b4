"""The pages of approvals: what an approver reads, hands over and adds; what a submitter sees."""

import pytest
from tests.domains.visits import world as w

from yingke.domains.visits.models import Approval
from yingke.domains.visits.services import approval_turns, approvals, requests
from yingke.domains.visits.terms import Decision, VisitState
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return w.submitted(world)


@pytest.fixture
def asked(visit):
    return visit.approvals.get()


def decide(asked: Approval, rest: str = "") -> str:
    return f"/visits/approvals/{asked.pk}/{rest}"


def test_a_submitter_reads_the_steps_before_they_submit(world, signed_in):
    draft = requests.draft_visit(actor=world.requester, fields=world.fields())
    shown = signed_in(world.requester).get(f"/visits/{draft.pk}/submit/").text
    assert "审批步骤" in shown
    assert "任一可审批接待者 · 8 个工作小时，逾期升级至管理层" in shown


def test_a_submitter_sees_who_must_decide_since_when_and_by_when(world, signed_in, visit):
    shown = signed_in(world.requester).get(f"/visits/{visit.pk}/").text
    for words in ("周总", "赵总", "自 2025-11-17 10:00", "2025-11-17 18:00 前"):
        assert words in shown


def test_an_approver_reads_the_opinions_before_theirs(world, signed_in, visit, asked):
    approval_turns.add_approver(
        actor=world.approver, approval_id=asked.pk, person_id=world.manager.pk, after=True
    )
    first = signed_in(world.approver).get(decide(asked)).text
    assert "拟办意见" in first
    approvals.approve(actor=world.approver, approval_id=asked.pk, comment="建议安排总部接待")
    last = visit.approvals.get(decision=Decision.PENDING)
    shown = signed_in(world.manager).get(decide(last)).text
    assert "建议安排总部接待" in shown
    assert "领导意见" in shown


def test_what_is_decided_shows_the_decision_in_place_of_the_buttons(world, signed_in, asked):
    approvals.approve(actor=world.manager, approval_id=asked.pk)
    shown = signed_in(world.approver).get(decide(asked)).text
    assert "赵总 · 2025-11-17 10:00" in shown
    assert 'name="decision"' not in shown


def test_the_next_question_opens_after_a_decision(world, signed_in, asked):
    later = w.submitted(world, **w.weeks_later(1)).approvals.get()
    answer = signed_in(world.approver).post(decide(asked), {"decision": "approve"})
    assert answer.headers["Location"] == decide(later)
    answer = signed_in(world.approver).post(decide(later), {"decision": "approve"})
    assert answer.headers["Location"] == f"/visits/{later.visit_id}/"


def test_an_approver_hands_over_and_adds_another(world, signed_in, visit, asked):
    browser = signed_in(world.approver)
    more = {"person": world.expert.pk, "when": "after", "comment": ""}
    assert browser.post(decide(asked, "add/"), more).status_code == 302
    to = {"person": world.manager.pk, "comment": "出差"}
    assert browser.post(decide(asked, "hand-over/"), to).status_code == 302
    rows = visit.approvals.order_by("position").values_list("assignee", "decision")
    assert list(rows) == [(world.manager.pk, "pending"), (world.expert.pk, "waiting")]


def test_a_colleague_may_neither_hand_over_nor_add(world, signed_in, asked):
    browser = signed_in(world.coordinator)
    for rest in ("", "add/", "hand-over/"):
        assert browser.get(decide(asked, rest)).status_code == 403


def test_who_submitted_withdraws_it_from_the_page(world, signed_in, visit):
    browser = signed_in(world.requester)
    assert "撤回申请" in browser.get(f"/visits/{visit.pk}/").text
    answer = browser.post(f"/visits/{visit.pk}/withdraw/", {"version": visit.version})
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert visit.state == VisitState.RETURNED


def test_the_palette_finds_what_waits(world, signed_in, asked):
    browser = signed_in(world.approver)
    for query in ("审批", "高层"):
        assert decide(asked) in browser.get("/palette/", {"q": query}).text
    assert decide(asked) not in signed_in(world.requester).get("/palette/", {"q": "审批"}).text


def test_an_overdue_question_is_marked(world, signed_in, visit, asked):
    with clock.at(asked.due_at + w.MONDAY.resolution):
        shown = signed_in(world.requester).get(f"/visits/{visit.pk}/").text
    assert "已逾期" in shown
