from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.identity import make_user
from tests.factories.resources import make_booking, make_room, make_vehicle

from yingke.domains.resources import queries
from yingke.domains.resources.terms import BookingState, ResourceKind

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_schedule_shows_that_a_room_is_taken_and_to_some_what_for():
    host, colleague = make_user(roles=["host"]), make_user(roles=["it"])
    booking = make_booking(starts_at=NINE, booked_by=host)
    make_booking(starts_at=NINE, booked_by=host, state=BookingState.CANCELLED)
    make_booking(starts_at=NINE + 5 * HOUR, booked_by=host)
    for reader, visible in ((host, True), (colleague, False)):
        (row,) = queries.bookings_between(reader, NINE - HOUR, NINE + HOUR)
        assert (row, row.is_visible) == (booking, visible)


def test_the_schedule_can_be_narrowed_to_kinds():
    make_booking(make_room(), starts_at=NINE)
    ride = make_booking(make_vehicle(), starts_at=NINE)
    reader = make_user(roles=["coordinator"])
    rows = queries.bookings_between(reader, NINE, NINE + HOUR, kinds=(ResourceKind.VEHICLE,))
    assert list(rows) == [ride]


def test_free_rooms_are_large_enough_and_the_smallest_comes_first():
    large, small, tiny, taken = (
        make_room("大", capacity=40),
        make_room("中", capacity=12),
        make_room("小", capacity=4),
        make_room("占", capacity=12),
    )
    make_booking(taken, starts_at=NINE)
    found = queries.free_resources(ResourceKind.ROOM, NINE, NINE + HOUR, seats=10)
    assert list(found) == [small.resource, large.resource]
    assert tiny.resource not in found


def test_a_stranger_sees_no_resources_and_what_is_out_of_use_is_for_its_keepers():
    used, unused = make_room("用").resource, make_room("停", active=False).resource
    assert set(queries.visible_to(make_user(roles=["logistics"]))) == {used, unused}
    assert set(queries.visible_to(make_user(roles=["guide"]))) == {used}
    assert set(queries.visible_to(make_user())) == set()


def test_resources_are_found_by_name():
    room = make_room("贵宾室", name_en="VIP lounge")
    for text in ("贵宾", "guibin", "vip"):
        assert queries.search(make_user(roles=["guide"]), text) == [room.resource]
