from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.people.rules.availability import (
    Availability,
    Occupied,
    Span,
    availability,
    check_span,
)
from yingke.foundation.kernel.errors import RuleViolation

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def hours(start: float, end: float) -> Span:
    return Span(NINE + timedelta(hours=start), NINE + timedelta(hours=end))


def test_who_has_nothing_else_is_free():
    assert availability(hours(0, 2), []) == Availability((), None)


def test_touching_ends_do_not_clash():
    before, after = Occupied(hours(-1, 0), "leave"), Occupied(hours(2, 3), "leave")
    assert availability(hours(0, 2), [before, after]).is_free


def test_a_clash_names_the_reason_and_the_next_free_start():
    leave, duty = Occupied(hours(1, 3), "leave"), Occupied(hours(3, 4), "RC-0012")
    late = Occupied(hours(7, 8), "training")
    assert availability(hours(0, 2), [late, duty, leave]) == Availability(
        (leave,), NINE + timedelta(hours=4)
    )


def test_a_time_that_ends_before_it_starts_is_refused():
    with pytest.raises(RuleViolation) as caught:
        check_span(NINE, NINE)
    assert (caught.value.code, caught.value.field) == ("ends_before_start", "ends_at")


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(1, 5)), max_size=8))
def test_the_offered_start_is_free(starts):
    occupied = [Occupied(hours(start, start + length), "x") for start, length in starts]
    answer = availability(hours(0, 2), occupied)
    start = answer.free_from or NINE
    offered = Span(start, start + timedelta(hours=2))
    assert start >= NINE
    assert not any(item.span.overlaps(offered) for item in occupied)
