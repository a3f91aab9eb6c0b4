from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.customers.rules.frequency import Limits, Load, Touch, around, loads

MONDAY = date(2026, 3, 2)


def on(*days, person=None):
    return [Touch(MONDAY + timedelta(days=day), person) for day in days]


def test_seven_days_in_a_row_count_and_not_the_calendar_week():
    assert around(on(-6, 0), MONDAY) == 2
    assert around(on(-7, 0), MONDAY) == 1
    assert around(on(-6, 6), MONDAY) == 1
    assert around(on(-3, 3), MONDAY) == 2


def test_a_person_has_a_limit_of_their_own():
    touches = on(0, 1, person=7) + on(2, person=8)
    customer, person = loads(touches, MONDAY, 7, Limits(person=2, customer=5))
    assert (customer, person) == (Load(3, 5), Load(2, 2))
    assert (customer.is_full, person.is_full) == (False, True)
    assert loads(touches, MONDAY, None, Limits(2, 3)) == (Load(3, 3), None)


@given(st.lists(st.integers(-20, 20), max_size=12))
def test_no_seven_days_with_the_day_hold_more(days):
    most = around(on(*days), MONDAY)
    windows = [sum(start <= day < start + 7 for day in days) for start in range(-6, 1)]
    assert most == max(windows)
