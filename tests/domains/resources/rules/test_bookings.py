from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.resources.rules.bookings import (
    Buffers,
    Clash,
    Held,
    blocked,
    check_times,
    explain_clash,
)
from yingke.foundation.kernel.errors import RuleViolation

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUARTER = Buffers(before=15, after=15)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def held(start: int, end: int, buffers: Buffers = QUARTER, booking_id: int = 1) -> Held:
    return Held(booking_id, at(start), at(end), *blocked(at(start), at(end), buffers))


@pytest.mark.parametrize(
    ("end", "code"), [(NINE, "ends_before_start"), (NINE + timedelta(days=32), "too_long")]
)
def test_times_that_make_no_sense_are_refused(end, code):
    with pytest.raises(RuleViolation) as caught:
        check_times(NINE, end)
    assert (caught.value.code, caught.value.field) == (code, "ends_at")


def test_a_free_time_has_no_clash():
    assert explain_clash(at(0), at(60), QUARTER, [held(90, 120), held(-90, -30)]) is None


def test_a_clash_names_the_first_booking_and_the_next_free_start():
    first, second = held(30, 60), held(100, 160, booking_id=2)
    assert explain_clash(at(0), at(60), QUARTER, [second, first]) == Clash(
        held=first, only_buffers=False, next_start=at(190)
    )


def test_two_times_may_clash_by_their_buffers_alone():
    clash = explain_clash(at(0), at(60), QUARTER, [held(60, 90)])
    assert clash == Clash(held(60, 90), only_buffers=True, next_start=at(120))


minutes = st.integers(-600, 600)


@given(
    st.lists(st.tuples(minutes, st.integers(15, 240)), max_size=8),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_the_offered_start_is_free(others, before, after):
    buffers = Buffers(before, after)
    rows = [held(start, start + length, buffers, n) for n, (start, length) in enumerate(others)]
    clash = explain_clash(at(0), at(60), buffers, rows)
    start = clash.next_start if clash else at(0)
    assert start >= at(0)
    assert explain_clash(start, start + timedelta(hours=1), buffers, rows) is None
