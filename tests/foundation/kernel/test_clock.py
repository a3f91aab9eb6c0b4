"""The clock can be set, in one place and for one block only."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yingke.foundation.kernel import clock

NEW_YEAR = datetime(2026, 1, 1, 1, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_clock_stands_still_inside_the_block_and_runs_after_it() -> None:
    with clock.at(NEW_YEAR):
        assert clock.now() == NEW_YEAR
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5


def test_today_depends_on_where_one_is() -> None:
    with clock.at(NEW_YEAR):
        assert clock.today(UTC) == date(2025, 12, 31)
        assert clock.today(ZoneInfo("Asia/Shanghai")) == date(2026, 1, 1)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
