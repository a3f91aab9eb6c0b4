from datetime import UTC, datetime, timedelta

from yingke.domains.resources.rules.duplicates import Serving, find_duplicates

NINE = datetime(2026, 12, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def serving(number, *, need="talk", kind="room", seats=10, heads=6, start=NINE, excused=False):
    return Serving(number, need, kind, seats, heads, start, start + HOUR, excused)


def pairs(*bookings):
    return [(one.kept.booking_id, one.surplus.booking_id) for one in find_duplicates(bookings)]


def test_the_smaller_room_that_seats_everybody_is_kept():
    assert pairs(serving(1, seats=20), serving(2, seats=8)) == [(2, 1)]
    assert pairs(serving(1, seats=20, heads=12), serving(2, seats=8, heads=12)) == [(1, 2)]


def test_two_that_are_too_small_alone_are_both_needed():
    assert (
        pairs(
            serving(1, kind="vehicle", seats=7, heads=12),
            serving(2, kind="vehicle", seats=7, heads=12),
        )
        == []
    )


def test_other_needs_kinds_and_times_are_no_duplicates():
    other = serving(2, need="meal"), serving(3, kind="kit"), serving(4, start=NINE + HOUR)
    assert pairs(serving(1), *other) == []


def test_of_three_two_are_surplus_and_the_earliest_stands_first():
    late = NINE + HOUR / 2
    found = pairs(serving(1), serving(2, start=late), serving(3))
    assert found == [(1, 3), (1, 2)]


def test_one_with_a_reason_is_none_and_makes_no_other_one():
    assert pairs(serving(1), serving(2, excused=True)) == []
    assert pairs(serving(1), serving(2, excused=True), serving(3)) == [(1, 3)]
