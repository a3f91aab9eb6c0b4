from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.rules.entitlements import Period, Standing
from yingke.foundation.kernel.errors import RuleViolation

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("every", "day", "start", "due"),
    [
        (1, date(2026, 2, 14), date(2026, 2, 1), date(2026, 2, 28)),
        (2, TODAY, date(2026, 11, 1), date(2026, 12, 31)),
        (3, TODAY, date(2026, 10, 1), date(2026, 12, 31)),
        (6, date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (12, TODAY, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_whole_months_from_january(every, day, start, due):
    assert rules.period_of(every, day) == Period(start, due)


@given(
    st.sampled_from([1, 2, 3, 6, 12]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 800),
)
def test_periods_follow_each_other_and_cover_the_time(every, since, days):
    until = since + timedelta(days=days)
    found = list(rules.periods(every, since, until))
    assert found[0].starts_on <= since <= found[0].due_on
    assert found[-1].starts_on <= until <= found[-1].due_on
    for one, other in pairwise(found):
        assert other.starts_on == one.due_on + timedelta(days=1)


def test_who_comes_late_into_a_tier_waits_for_the_next_period():
    quarter = rules.quarter(TODAY)
    assert rules.is_owed(quarter, date(2026, 11, 15))
    assert not rules.is_owed(quarter, date(2026, 11, 17))


@pytest.mark.parametrize(
    ("state", "due", "done", "expected"),
    [
        ("planned", TODAY, None, Standing.SOON),
        ("planned", TODAY + timedelta(days=7), None, Standing.SOON),
        ("planned", TODAY + timedelta(days=8), None, Standing.PLANNED),
        ("planned", TODAY - timedelta(days=1), None, Standing.MISSED),
        ("done", TODAY, TODAY, Standing.DONE),
        ("done", TODAY - timedelta(days=1), TODAY, Standing.LATE),
        ("excused", TODAY - timedelta(days=1), None, Standing.EXCUSED),
    ],
)
def test_how_a_date_stands(state, due, done, expected):
    assert rules.standing(state=state, due_on=due, done_on=done, today=TODAY) == expected


def test_an_explained_miss_stays_in_the_rate_and_what_is_to_come_is_not_in_it():
    come = [Standing.DONE, Standing.LATE, Standing.MISSED, Standing.EXCUSED]
    assert rules.rate([*come, Standing.SOON, Standing.PLANNED]) == (2, 4)
    assert rules.rate([Standing.PLANNED]) == (0, 0)


def test_a_day_after_the_date_needs_a_reason_and_a_past_one_is_refused():
    due = TODAY + timedelta(days=3)
    rules.check_move(planned_on=due, due_on=due, today=TODAY, reason="")
    later = due + timedelta(days=1)
    rules.check_move(planned_on=later, due_on=due, today=TODAY, reason="客户改期")
    for planned, code in ((later, "reason_needed"), (date(2026, 11, 29), "day_has_passed")):
        with pytest.raises(RuleViolation, match=code):
            rules.check_move(planned_on=planned, due_on=due, today=TODAY, reason=" ")


def test_the_gaps_between_stays():
    day = [date(2026, 10, n) for n in range(1, 32)]
    stays = [(day[4], day[9]), (day[0], day[1]), (day[15], None)]
    assert rules.gaps(stays, day[0], day[20]) == [Period(day[2], day[3]), Period(day[10], day[14])]
    assert rules.gaps([], day[0], day[3]) == [Period(day[0], day[3])]
    assert rules.gaps([(day[0], None)], day[0], day[3]) == []
