from datetime import date, timedelta

import pytest
from borax.calendars.lunardate import LunarDate
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.customers.rules.birthdays import next_birthday

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("born", "today", "lunar", "expected"),
    [
        (date(1968, 11, 30), TODAY, False, TODAY),
        (date(1968, 11, 29), TODAY, False, date(2027, 11, 29)),
        (date(1968, 2, 29), TODAY, False, date(2027, 2, 28)),
        (date(1968, 2, 29), date(2028, 1, 1), False, date(2028, 2, 29)),
        (date(1968, 1, 30), TODAY, True, date(2027, 2, 6)),  # 正月初一
        (date(1987, 3, 1), TODAY, True, date(2027, 3, 9)),  # 二月初二
    ],
)
def test_the_next_day_that_is_celebrated(born, today, lunar, expected):
    assert next_birthday(born, today, lunar=lunar) == expected


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_lunar_birthday_comes_within_thirteen_months_on_its_day(born, today):
    day = next_birthday(born, today, lunar=True)
    assert today <= day <= today + timedelta(days=385)
    first, found = LunarDate.from_solar(born), LunarDate.from_solar(day)
    assert found.month == first.month
    assert found.day == first.day or (first.day == 30 and found.day == 29)
