"""Approvals over the API: what waits, decisions, and what a submission would go through."""

from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY, submitted

from yingke.domains.visits.services import requests
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock


@pytest.fixture
def visit(world):
    with clock.at(MONDAY):
        return submitted(world)


@pytest.fixture
def asked(visit):
    return visit.approvals.get()


def test_an_approver_finds_what_waits_and_the_requester_does_not(world, program, visit, asked):
    (row,) = program(world.approver).get("/approvals").json()["items"]
    assert (row["id"], row["visit"]["id"], row["step"]) == (asked.pk, visit.pk, "申请")
    assert (row["decision"], row["assignee"], row["kind"]) == ("pending", None, "request")
    assert program(world.requester).get("/approvals").json()["items"] == []


def test_an_approval_over_the_api_starts_the_procedure(world, program, visit, asked):
    answer = program(world.approver).post(f"/approvals/{asked.pk}/approve", {"comment": "同意"})
    assert (answer.status_code, answer.json()["decided_by"]["id"]) == (200, world.approver.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.APPROVED


def test_nobody_approves_their_own_request_over_the_api_either(world, program):
    with clock.at(MONDAY):
        world.requester = world.manager
        visit = submitted(world)
    answer = program(world.manager).post(f"/approvals/{visit.approvals.get().pk}/approve", {})
    assert (answer.status_code, answer.json()["code"]) == (422, "own_request")


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_a_no_wants_a_comment(world, program, asked, verb):
    caller = program(world.approver)
    assert caller.post(f"/approvals/{asked.pk}/{verb}", {"comment": ""}).status_code == 422
    answer = caller.post(f"/approvals/{asked.pk}/{verb}", {"comment": "请补充名单"})
    assert (answer.status_code, answer.json()["comment"]) == (200, "请补充名单")


def test_it_is_handed_over_and_another_approver_added(world, program, visit, asked):
    caller = program(world.approver)
    added = caller.post(
        f"/approvals/{asked.pk}/add-approver", {"person_id": world.expert.pk, "after": True}
    ).json()
    assert (added["decision"], added["assignee"]["id"]) == ("waiting", world.expert.pk)
    to = {"person_id": world.manager.pk}
    given = caller.post(f"/approvals/{asked.pk}/hand-over", to).json()
    assert given["assignee"]["id"] == world.manager.pk
    assert caller.post(f"/approvals/{asked.pk}/approve", {}).status_code == 403
    rows = caller.get(f"/visits/{visit.pk}/approvals").json()
    assert [row["id"] for row in rows] == [asked.pk, added["id"]]


def test_a_request_is_withdrawn(world, program, visit):
    body = {"version": visit.version}
    (row,) = program(world.requester).post(f"/visits/{visit.pk}/withdraw", body).json()
    assert row["decision"] == "withdrawn"


@pytest.mark.parametrize(
    ("ahead", "steps"),
    [(timedelta(days=21), ["申请"]), (timedelta(hours=30), ["申请", "紧急接待"])],
)
def test_the_steps_are_known_before_it_is_submitted(world, program, ahead, steps):
    arrives = clock.now() + ahead
    fields = world.fields(arrives_at=arrives, leaves_at=arrives + timedelta(hours=7))
    draft = requests.draft_visit(actor=world.requester, fields=fields)
    found = program(world.requester).get(f"/visits/{draft.pk}/approvals/preview").json()
    assert [step["name"] for step in found] == steps


def test_a_stranger_finds_no_approval(world, program, visit, asked):
    caller = program(world.stranger)
    for path in (f"/visits/{visit.pk}/approvals", f"/visits/{visit.pk}/approvals/preview"):
        assert caller.get(path).status_code == 404
    for verb in ("approve", "return", "reject", "hand-over", "add-approver"):
        body = {"comment": "同意", "person_id": world.expert.pk}
        assert caller.post(f"/approvals/{asked.pk}/{verb}", body).status_code == 404
