"""Working days and hours: what a calendar counts, also across public holidays and 调休."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.foundation.kernel.calendar import SHANGHAI, WorkingCalendar

CHINA = WorkingCalendar()
NATIONAL_DAY = date(2025, 10, 1)
days = st.dates(date(2024, 1, 1), date(2026, 6, 30))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=SHANGHAI)
)


def test_national_day_is_free_and_the_moved_sunday_is_worked() -> None:
    assert not CHINA.is_working_day(NATIONAL_DAY)
    assert CHINA.is_working_day(date(2025, 9, 28))  # 调休


def test_a_site_exception_outranks_the_public_calendar() -> None:
    calendar = WorkingCalendar(exceptions={NATIONAL_DAY: True, date(2025, 10, 9): False})
    assert calendar.is_working_day(NATIONAL_DAY)
    assert not calendar.is_working_day(date(2025, 10, 9))


def test_three_working_days_before_the_day_after_the_holiday_skip_it() -> None:
    assert CHINA.add_working_days(date(2025, 10, 9), -3) == date(2025, 9, 28)


def test_another_country_keeps_its_own_holidays() -> None:
    germany = WorkingCalendar(country="DE")
    assert not germany.is_working_day(date(2025, 10, 3))
    assert germany.is_working_day(date(2025, 10, 6))


def test_working_hours_continue_on_the_next_worked_day() -> None:
    friday = datetime(2025, 11, 21, 17, 0, tzinfo=SHANGHAI)
    assert CHINA.add_working_hours(friday, timedelta(hours=2)) == datetime(
        2025, 11, 24, 10, 0, tzinfo=SHANGHAI
    )


def test_negative_working_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CHINA.add_working_hours(datetime(2025, 11, 21, tzinfo=SHANGHAI), timedelta(hours=-1))


def test_a_calendar_without_working_days_says_so() -> None:
    start = date(2025, 1, 1)
    closed = {start + timedelta(days=n): False for n in range(800)}
    with pytest.raises(ValueError, match="no working day"):
        WorkingCalendar(exceptions=closed).add_working_days(start, 1)


@given(days, st.integers(-30, 30))
def test_adding_working_days_lands_on_one_and_counts_back(day: date, count: int) -> None:
    landed = CHINA.add_working_days(day, count)
    assert CHINA.is_working_day(landed)
    if count > 0:
        assert CHINA.working_days_between(day, landed) == count


@given(days, st.integers(1, 20), st.integers(1, 20))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    step_by_step = CHINA.add_working_days(CHINA.add_working_days(day, first), second)
    assert step_by_step == CHINA.add_working_days(day, first + second)


@given(days, days)
def test_the_distance_between_two_days_is_the_same_both_ways(one: date, other: date) -> None:
    assert CHINA.working_days_between(one, other) == -CHINA.working_days_between(other, one)


@given(moments, st.integers(0, 60 * 60))
def test_working_time_added_is_the_working_time_between(moment: datetime, minutes: int) -> None:
    hours = timedelta(minutes=minutes)
    end = CHINA.add_working_hours(moment, hours)
    assert CHINA.working_time_between(moment, end) == hours
    assert time(9) <= end.astimezone(SHANGHAI).time() <= time(18)


def test_a_year_that_is_not_announced_counts_weekends_and_says_so() -> None:
    first, last = date(2040, 12, 30), date(2042, 1, 5)
    assert CHINA.unpublished_years(first, last) == (2040, 2041, 2042)
    assert CHINA.unpublished_years(date(2024, 1, 1), date(2025, 12, 31)) == ()
    assert CHINA.is_working_day(date(2041, 3, 4))
    assert not CHINA.is_working_day(date(2041, 3, 3))
    entered = WorkingCalendar(exceptions={date(2041, 2, 5): False})
    assert entered.unpublished_years(date(2041, 1, 1), date(2041, 12, 31)) == ()
    assert WorkingCalendar(country="DE").unpublished_years(first, last) == ()


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2026-11-24T09:20", "2026-11-24T10:00"),
        ("2026-11-24T03:20", "2026-11-24T09:00"),
        ("2026-11-24T16:30", "2026-11-25T09:00"),  # 17:00 to 18:00 is too long
        ("2026-11-27T22:00", "2026-11-30T09:00"),  # Friday night
    ],
)
def test_the_next_working_hour_is_never_at_night(moment, start):
    calendar = WorkingCalendar(day_end=time(17, 30))
    found = calendar.next_working_hour(datetime.fromisoformat(f"{moment}+08:00"))
    assert found == datetime.fromisoformat(f"{start}+08:00")
