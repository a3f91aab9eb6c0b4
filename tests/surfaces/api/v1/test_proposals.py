"""The planner's problem and proposals through the API."""

import pytest
from tests.domains.visits.world import MONDAY, approved, with_agenda
from tests.factories.identity import make_user

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


@pytest.fixture
def day_address(world, visit):
    return f"/sites/{world.site.pk}/days/{visit.arrives_at.date()}/proposal"


def test_a_day_is_planned_read_and_accepted(world, program, visit, day_address):
    caller = program(world.coordinator)
    assert caller.get(day_address).status_code == 404
    asked = caller.post(day_address, {"asks": [{"kind": "forbid", "resource": "r99"}]})
    assert asked.status_code == 201
    number = asked.json()["id"]
    improving.improve_day(proposal_id=number)
    found = caller.get(day_address).json()
    assert (found["id"], found["state"], found["plan"]["format"]) == (number, "done", "yingke.plan")
    assert found["visits"] == [{"visit": visit.pk, "accepted": False}]
    done = caller.post(f"/day-proposals/{number}/accept", {"visit": visit.pk}).json()
    assert (done["written"], done["edited"], done["proposal"]["state"]) == (True, [], "accepted")
    assert done["items"]
    assert done["proposal"]["visits"] == [{"visit": visit.pk, "accepted": True}]


def test_days_are_planned_only_by_who_may_plan_all_visits(world, program, visit, day_address):
    number = program(world.coordinator).post(day_address, {}).json()["id"]
    accept = f"/day-proposals/{number}/accept"
    for user, status in ((world.expert, 403), (make_user(), 404)):
        caller = program(user)
        assert caller.get(day_address).status_code == status
        assert caller.post(day_address, {}).status_code == status
        assert caller.post(accept, {}).status_code == status


def test_a_day_without_visits_is_refused(world, program, visit):
    empty = f"/sites/{world.site.pk}/days/2031-01-01/proposal"
    answer = program(world.coordinator).post(empty, {})
    assert (answer.status_code, answer.json()["code"]) == (422, "day_empty")
