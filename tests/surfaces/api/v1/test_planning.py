"""Guests and agenda through the API."""

import pytest
from tests.domains.visits.world import MONDAY, approved

from yingke.foundation.kernel import clock


@pytest.fixture
def visit(world):
    with clock.at(MONDAY):
        yield approved(world)


def test_an_agenda_starts_from_the_standard_one(world, program, visit):
    caller = program(world.coordinator)
    body = {"source": "standard", "version": visit.version}
    answer = caller.post(f"/visits/{visit.pk}/agenda/start", body)
    assert answer.status_code == 201
    found = answer.json()
    assert [item["kind"] for item in found["items"]] == [
        *("transfer", "welcome", "opening", "talk"),
        *("meal", "tour", "demo", "farewell"),
    ]
    needs = [(gap["needs"], gap["what"]) for gap in found["gaps"]]
    assert needs == [("resource", "vehicle"), ("resource", "showroom")]
    again = caller.post(f"/visits/{visit.pk}/agenda/start", body)
    assert again.status_code == 409
    assert program(world.stranger).post(f"/visits/{visit.pk}/agenda/start", body).status_code == 404


def test_several_guests_are_added_at_once(world, program, visit):
    caller = program(world.coordinator)
    body = {
        "contact_ids": [contact.pk for contact in world.contacts[:2]],
        "new": [{"name": "郑宁", "title": "经理"}],
    }
    answer = caller.post(f"/visits/{visit.pk}/guests", body)
    assert answer.status_code == 201
    assert [guest["contact"]["name"] for guest in answer.json()["items"]][-1] == "郑宁"
    assert visit.guests.count() == 3
    assert caller.post(f"/visits/{visit.pk}/guests", {}).status_code == 422
    unknown = {"new": [{"name": "陈立"}]}  # a host may not add contacts
    assert program(world.host).post(f"/visits/{visit.pk}/guests", unknown).status_code == 403


def test_standard_agendas_are_read_by_type(world, program):
    rows = program(world.coordinator).get("/standard-agenda-items", {"visit_type": "talks"})
    first = rows.json()["items"][0]
    assert (first["name"], first["starts"], first["roles"]) == ("接站", -60, ["driver"])
    assert len(rows.json()["items"]) == 8
