from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yingke.domains.assessment.rules.months import Month, default_month, offered
from yingke.foundation.kernel.errors import RuleViolation


def test_a_month_reads_as_it_is_written():
    assert Month.parse("2025-11") == Month(2025, 11)
    assert str(Month(2025, 3)) == "2025-03"
    assert Month.of(date(2025, 11, 30)) == Month(2025, 11)


@pytest.mark.parametrize("text", ["", "2025", "2025-13", "2025-00", "2025-1", "0000-01", "२०२५-११"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(RuleViolation, match="month_unreadable"):
        Month.parse(text)


def test_months_go_over_the_turn_of_the_year():
    assert Month(2025, 11).plus(2) == Month(2026, 1)
    assert Month(2025, 1).plus(-1) == Month(2024, 12)
    twelve = Month(2025, 11).last_twelve()
    assert (twelve[0], twelve[-1], len(twelve)) == (Month(2024, 12), Month(2025, 11), 12)


def test_the_last_two_years_are_offered_and_an_older_month_that_is_shown():
    months = offered(Month(2020, 1), latest=Month(2025, 11))
    assert (months[0], months[23], months[24]) == (
        Month(2025, 11),
        Month(2023, 12),
        Month(2020, 1),
    )
    assert len(offered(Month(2025, 10), latest=Month(2025, 11))) == 24


def test_a_month_begins_at_midnight_in_its_own_zone():
    shanghai = ZoneInfo("Asia/Shanghai")
    assert Month(2025, 11).start(shanghai) == datetime(2025, 10, 31, 16, tzinfo=UTC)
    assert Month(2025, 11).end(shanghai) == Month(2025, 12).start(shanghai)


def test_the_first_week_of_a_month_shows_the_month_before() -> None:
    assert default_month(date(2026, 12, 7)) == Month(2026, 11)
    assert default_month(date(2026, 12, 8)) == Month(2026, 12)
    assert default_month(date(2027, 1, 1)) == Month(2026, 12)
