"""The planner's problem and proposals through the API."""

import pytest
from tests.domains.visits.world import MONDAY, approved, with_agenda

from yingke.domains.planning.services import improving
from yingke.foundation.kernel import clock


@pytest.fixture
def visit(world):
    with clock.at(MONDAY):
        visit = approved(world)
        with_agenda(world, visit)
        yield visit


def test_the_problem_of_a_visit_is_what_the_planner_reads(world, program, visit):
    found = program(world.coordinator).get(f"/visits/{visit.pk}/problem").json()
    assert found["format"] == "yingke.problem"
    assert len(found["activities"]) == 3
    assert program(world.stranger).get(f"/visits/{visit.pk}/problem").status_code == 404


def test_a_proposal_is_asked_for_read_and_accepted(world, program, visit):
    caller = program(world.coordinator)
    address = f"/visits/{visit.pk}/proposal"
    assert caller.get(address).status_code == 404
    ask = {"kind": "forbid", "resource": "r99"}
    asked = caller.post(address, {"asks": [ask]})
    assert asked.status_code == 201
    assert (asked.json()["state"], asked.json()["asks"]) == ("queued", [ask])
    number = asked.json()["id"]
    improving.improve(proposal_id=number)
    found = caller.get(address).json()
    assert (found["state"], found["plan"]["format"]) == ("done", "yingke.plan")
    accept = f"/proposals/{number}/accept"
    assert program(world.expert).post(accept, {}).status_code == 403
    done = caller.post(accept, {}).json()
    assert (done["written"], done["proposal"]["state"]) == (True, "accepted")
    assert caller.post(accept, {}).status_code == 409 or caller.post(accept, {}).status_code == 422


def test_a_request_without_what_it_needs_is_refused(world, program, visit):
    body = {"asks": [{"kind": "time", "item": 1}]}
    answer = program(world.coordinator).post(f"/visits/{visit.pk}/proposal", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "ask_unknown")
