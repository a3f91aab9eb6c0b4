"""Customers, resources, bookings, and who one is."""

from datetime import timedelta

import pytest
from tests.domains.visits.world import ARRIVAL
from tests.factories.customers import make_account
from tests.factories.resources import make_room

from yingke.domains.resources import services


def test_me_says_who_one_is_and_what_one_may(world, program):
    seen = program(world.host, scope="read").get("/me").json()
    assert (seen["id"], seen["name"], seen["scope"]) == (world.host.pk, "陈雨桐", "read")
    assert "visits.host" in seen["permissions"]
    assert "visits.coordinate" not in seen["permissions"]


def test_customers_are_listed_by_name_and_narrowed(world, program):
    make_account("阿尔法集团", tier="key")
    caller = program(world.coordinator)
    names = [row["name"] for row in caller.get("/customers").json()["items"]]
    assert names == ["阿尔法集团", world.account.name]
    found = caller.get("/customers", {"q": "aerfa", "tier": "key"}).json()["items"]
    assert [row["name"] for row in found] == ["阿尔法集团"]
    assert caller.get("/customers", {"tier": "gold"}).status_code == 422


def test_a_customer_has_its_people_and_a_stranger_finds_none(world, program):
    address = f"/customers/{world.account.pk}"
    seen = program(world.coordinator).get(address).json()
    assert {person["name"] for person in seen["contacts"]} == {"林国栋", "马晓东", "吴珊"}
    stranger = program(world.stranger)
    assert stranger.get(address).status_code == 404
    assert stranger.get("/customers").json()["items"] == []
    assert stranger.get("/resources").json()["items"] == []
    assert stranger.get("/bookings").json()["items"] == []


@pytest.mark.parametrize("path", ["/customers", "/resources", "/bookings"])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    world, program, django_assert_max_num_queries, path
):
    caller = program(world.coordinator)

    def one_more(number):
        make_account(f"客户 {number}")
        room = make_room(site=world.site)
        start = ARRIVAL + timedelta(days=number)
        services.book(
            actor=world.coordinator,
            resource_id=room.pk,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            label="试讲",
        )

    one_more(1)
    caller.get(path)
    with django_assert_max_num_queries(4) as few:
        before = len(caller.get(path).json()["items"])
    one_more(2)
    one_more(3)
    with django_assert_max_num_queries(4) as more:
        assert len(caller.get(path).json()["items"]) == before + 2
    assert len(few) == len(more) == 3


def booking(room, **changes):
    return {
        "resource_id": room.pk,
        "starts_at": "2025-11-25T09:00:00+08:00",
        "ends_at": "2025-11-25T10:00:00+08:00",
        "label": "试讲",
        **changes,
    }


def test_a_room_is_booked_once(world, program):
    caller = program(world.coordinator)
    made = caller.post("/bookings", booking(world.room))
    assert made.status_code == 201
    assert made.json()["resource"]["id"] == world.room.pk
    taken = caller.post("/bookings", booking(world.room))
    document = taken.json()
    assert (taken.status_code, document["code"]) == (409, "resource_taken")
    assert document["params"]["booking_id"] == made.json()["id"]
    listed = caller.get("/bookings", {"resource_id": world.room.pk}).json()["items"]
    assert [row["id"] for row in listed] == [made.json()["id"]]


def test_who_does_not_know_the_other_booking_is_not_told_of_it(world, program):
    program(world.coordinator).post("/bookings", booking(world.room))
    taken = program(world.host).post("/bookings", booking(world.room)).json()
    assert taken["code"] == "resource_taken"
    assert taken["params"]["booking_id"] is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"resource_id": 0}, "unknown_resource"),
        ({"ends_at": "2025-11-25T08:00:00+08:00"}, "ends_before_start"),
    ],
)
def test_a_booking_that_cannot_be_is_refused(world, program, changes, code):
    answer = program(world.coordinator).post("/bookings", booking(world.room, **changes))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_who_may_not_book_is_refused(world, program):
    answer = program(world.guide).post("/bookings", booking(world.room))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
