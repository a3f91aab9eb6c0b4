"""Quiet hours, digests and retries, by the person's own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.foundation.notifications.rules import end_of_quiet_hours, next_digest, retry_delay

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (on(24, 21, 59), on(24, 21, 59)),
        (on(24, 22, 0), on(25, 7, 30)),
        (on(25, 3, 0), on(25, 7, 30)),
        (on(25, 7, 29), on(25, 7, 30)),
        (on(25, 7, 30), on(25, 7, 30)),
    ],
)
def test_quiet_hours_over_midnight_hold_until_they_end(moment: datetime, leaves: datetime) -> None:
    assert end_of_quiet_hours(moment, time(22), time(7, 30)) == leaves


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [(on(24, 11, 59), on(24, 11, 59)), (on(24, 12), on(24, 14)), (on(24, 14), on(24, 14))],
)
def test_quiet_hours_within_a_day_hold_until_they_end(moment: datetime, leaves: datetime) -> None:
    assert end_of_quiet_hours(moment, time(12), time(14)) == leaves


@pytest.mark.parametrize("bounds", [(None, None), (time(22), None), (time(8), time(8))])
def test_no_quiet_hours_hold_nothing(bounds: tuple[time | None, time | None]) -> None:
    assert end_of_quiet_hours(on(24, 23), *bounds) == on(24, 23)


def test_quiet_hours_end_by_the_wall_clock_when_summer_time_ends() -> None:
    late = datetime(2026, 10, 24, 23, 0, tzinfo=BERLIN)
    assert end_of_quiet_hours(late, time(22), time(7)) == datetime(
        2026, 10, 25, 7, 0, tzinfo=BERLIN
    )


@given(st.times(), st.times(), st.times())
def test_what_leaves_leaves_outside_the_quiet_hours(moment: time, start: time, end: time) -> None:
    asked = datetime.combine(on(24, 0).date(), moment, tzinfo=SHANGHAI)
    leaves = end_of_quiet_hours(asked, start, end)
    assert leaves >= asked
    assert end_of_quiet_hours(leaves, start, end) == leaves


def test_the_digest_comes_at_its_time_today_or_tomorrow() -> None:
    assert next_digest(on(24, 8, 29), time(8, 30)) == on(24, 8, 30)
    assert next_digest(on(24, 8, 30), time(8, 30)) == on(25, 8, 30)


def test_waits_grow_to_six_hours_and_end_after_ten_tries() -> None:
    waits = [retry_delay(attempts) for attempts in range(1, 11)]
    assert waits[0] == timedelta(seconds=90)
    assert waits[1] == timedelta(minutes=3)
    assert waits[8] == timedelta(hours=6)
    assert waits[9] is None
