"""Changes at short notice through the API."""

import pytest
from tests.domains.visits.world import MONDAY, approved, with_agenda

from yingke.domains.planning.events import ChangeApplied
from yingke.domains.planning.services import answering
from yingke.foundation.kernel import clock
from yingke.surfaces.api.publishing import PUBLISHED

CLIENT = "8f14e45f-ceea-467f-a83c-54b1d0f3a001"


@pytest.fixture
def visit(world):
    with clock.at(MONDAY):
        visit = approved(world)
        with_agenda(world, visit)
        yield visit


def test_a_change_is_reported_answered_and_confirmed(world, program, visit):
    caller = program(world.coordinator)
    body = {"text": "航班延误60分钟", "client_id": CLIENT}
    reported = caller.post(f"/visits/{visit.pk}/changes", body)
    assert reported.status_code == 201
    number = reported.json()["id"]
    assert caller.post(f"/visits/{visit.pk}/changes", body).json()["id"] == number
    answering.answer(change_id=number)
    found = caller.get(f"/changes/{number}").json()
    assert (found["kind"], found["details"]) == ("late", {"minutes": 60})
    assert found["alternatives"][0]["kind"] == "least"
    listed = caller.get("/changes").json()["items"]
    assert [(row["id"], row["state"]) for row in listed] == [(number, "proposed")]
    done = caller.post(f"/changes/{number}/confirm", {"alternative": 1}).json()
    assert (done["written"], done["change"]["state"]) == (True, "applied")
    visit.refresh_from_db()
    assert done["change"]["plan_version"] == 1
    assert caller.post(f"/changes/{number}/withdraw", {}).json()["code"] == "change_closed"


def test_a_change_is_withdrawn_by_who_reported_it_and_hidden_from_strangers(world, program, visit):
    caller = program(world.expert)
    body = {"kind": "late", "details": {"minutes": 30}}
    number = caller.post(f"/visits/{visit.pk}/changes", body).json()["id"]
    assert caller.post(f"/changes/{number}/confirm", {}).status_code == 403
    stranger = program(world.stranger)
    assert stranger.get(f"/changes/{number}").status_code == 404
    assert stranger.get("/changes").json()["items"] == []
    assert caller.post(f"/changes/{number}/withdraw", {}).json()["state"] == "withdrawn"


def test_what_is_not_understood_is_refused_at_its_field(world, program, visit):
    answer = program(world.expert).post(f"/visits/{visit.pk}/changes", {"text": "客户带了样品"})
    found = answer.json()
    assert (answer.status_code, found["code"]) == (422, "change_not_understood")
    assert found["field"] == "text"


def test_an_applied_change_is_published_to_webhooks():
    assert ChangeApplied in PUBLISHED
