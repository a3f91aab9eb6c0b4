from datetime import datetime, timedelta

from yingke.domains.people.rules.availability import Span
from yingke.domains.people.rules.load import Limits, Load, load_of
from yingke.foundation.kernel.calendar import SHANGHAI, WorkingCalendar

CALENDAR = WorkingCalendar()
HOUR = timedelta(hours=1)
MONTH = Span(datetime(2026, 11, 1, tzinfo=SHANGHAI), datetime(2026, 12, 1, tzinfo=SHANGHAI))


def at(day, hour, hours):
    start = datetime(2026, 11, day, hour, tzinfo=SHANGHAI)
    return Span(start, start + hours * HOUR)


def load(*duties):
    return load_of(duties, CALENDAR, MONTH)


def test_what_lies_after_hours_and_on_days_off_is_told_apart():
    assert load(at(2, 16, 4)) == Load(4 * HOUR, outside_hours=2 * HOUR)  # Monday, until 20:00
    assert load(at(2, 7, 3)) == Load(3 * HOUR, outside_hours=2 * HOUR)
    assert load(at(7, 10, 3)) == Load(3 * HOUR, days_off=3 * HOUR)  # Saturday
    assert load(at(6, 22, 4)) == Load(4 * HOUR, outside_hours=2 * HOUR, days_off=2 * HOUR)


def test_times_with_two_duties_count_once():
    assert load(at(2, 9, 4), at(2, 10, 1), at(2, 12, 2)).total == 5 * HOUR


def test_only_what_lies_in_the_month_counts():
    before = Span(MONTH.starts_at - 2 * HOUR, MONTH.starts_at + HOUR)
    outside = Span(MONTH.ends_at, MONTH.ends_at + HOUR)
    assert load(before, outside).total == HOUR


def test_a_limit_of_zero_is_none():
    heavy = Load(61 * HOUR, outside_hours=7 * HOUR, days_off=6 * HOUR)
    assert Limits(60 * HOUR, 12 * HOUR).exceeded(heavy) == ("total", "off_hours")
    assert Limits(61 * HOUR, 13 * HOUR).exceeded(heavy) == ()
    assert Limits(timedelta(), timedelta()).exceeded(heavy) == ()
