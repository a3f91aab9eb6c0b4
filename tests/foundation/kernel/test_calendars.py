"""The stored calendars: a change counts at once, in every process."""

from datetime import date, time

import pytest

from yingke.foundation.kernel import calendars
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.models import Calendar

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.fixture
def munich() -> None:
    Calendar.objects.create(
        code="munich", name="慕尼黑", country="DE", time_zone="Europe/Berlin", day_end=time(17)
    )


def test_a_calendar_that_nobody_stored_is_chinas() -> None:
    assert not calendars.for_calendar("nowhere").is_working_day(date(2025, 10, 1))


def test_an_exception_counts_from_the_next_look_on(munich: None) -> None:
    assert calendars.for_calendar("munich").is_working_day(CHRISTMAS_EVE)
    calendars.set_exceptions(actor=None, code="munich", days={CHRISTMAS_EVE: (False, "closed")})
    assert not calendars.for_calendar("munich").is_working_day(CHRISTMAS_EVE)
    calendars.remove_exception(actor=None, code="munich", day=CHRISTMAS_EVE)
    assert calendars.for_calendar("munich").is_working_day(CHRISTMAS_EVE)


def test_a_day_that_ends_before_it_starts_is_refused(munich: None) -> None:
    with pytest.raises(RuleViolation, match="day_ends_before_it_starts"):
        calendars.set_hours(actor=None, code="munich", day_start=time(10), day_end=time(9))
    assert calendars.for_calendar("munich").day_end == time(17)
