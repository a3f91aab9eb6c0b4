from datetime import date, timedelta

from yingke.domains.resources.rules.utilisation import Share, bookable_hours, shares, weeks
from yingke.foundation.kernel.calendar import WorkingCalendar

MONDAY = date(2026, 9, 28)  # National Day falls into this week
CALENDAR = WorkingCalendar()


def test_weeks_begin_on_mondays():
    assert weeks(MONDAY + timedelta(days=3), 2) == [MONDAY, MONDAY + timedelta(days=7)]


def test_only_working_hours_can_be_booked():
    hours = bookable_hours(CALENDAR, [MONDAY])
    assert [one.starts_at.day for one in hours] == [28, 29, 30]  # 1 October is off
    assert {one.ends_at - one.starts_at for one in hours} == {timedelta(hours=9)}
    assert hours[0].starts_at.isoformat() == "2026-09-28T09:00:00+08:00"


def test_a_share_is_of_the_hours_of_its_week():
    mondays = weeks(MONDAY, 2)
    found = shares(bookable_hours(CALENDAR, mondays[:1]), mondays, {MONDAY: 810})
    assert found == [Share(810, 1620), Share(0, 0)]
    assert [share.percent for share in found] == [50, None]
