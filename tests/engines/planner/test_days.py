"""Generated days: of any size, loaded as asked, and servable by their own first schedule."""

from __future__ import annotations

import pytest

from yingke.engines.planner import Limits, solve
from yingke.engines.planner.checking import violations
from yingke.engines.planner.days import generated_day, people_load
from yingke.engines.planner.validation import issues_of


@pytest.mark.parametrize(("visits", "least", "most"), [(10, 0.6, 0.75), (60, 0.66, 0.75)])
def test_people_are_at_about_seven_tenths_of_their_hours(
    visits: int, least: float, most: float
) -> None:
    day = generated_day(visits)
    assert len(day.activities) == 6 * visits
    assert least <= people_load(day) <= most
    assert issues_of(day) == []


def test_the_same_seed_gives_the_same_day_and_another_seed_another() -> None:
    assert generated_day(5, 2) == generated_day(5, 2)
    assert generated_day(5, 2) != generated_day(5, 3)


def test_everything_on_a_generated_day_can_be_served() -> None:
    day = generated_day(4, 3)
    plan = solve(day, limits=Limits(effort=3), explain=False)
    assert plan.unmet == ()
    assert violations(day, plan.placed) == []


def test_a_visit_for_which_an_afternoon_is_too_short_comes_in_the_morning() -> None:
    day = generated_day(200, 3)
    assert len(day.groups) == 200
    assert issues_of(day) == []
