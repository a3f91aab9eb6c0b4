"""Targets, attainment and the interval of a share."""

import pytest
from scipy.stats import binomtest

from yingke.domains.assessment.rules.reading import NOTHING, Reading, share
from yingke.domains.assessment.rules.targets import Goal, attainment, interval, state

MORE, LESS = Goal(0.9, more_is_better=True), Goal(3600, more_is_better=False)


@pytest.mark.parametrize(
    ("reading", "goal", "attained", "said"),
    [
        (share(90, 100), MORE, 1.0, "reached"),
        (share(82, 100), MORE, 0.82 / 0.9, "close"),
        (share(80, 100), MORE, 0.8 / 0.9, "missed"),
        (Reading(3600, 9), LESS, 1.0, "reached"),
        (Reading(3900, 9), LESS, 3600 / 3900, "close"),
        (Reading(7200, 9), LESS, 0.5, "missed"),
        (Reading(0, 9), LESS, None, "reached"),
        (share(1, 4), MORE, 0.25 / 0.9, "unknown"),
        (NOTHING, MORE, None, "unknown"),
    ],
)
def test_a_reading_is_judged_by_its_goal(reading, goal, attained, said):
    assert attainment(reading, goal) == (None if attained is None else pytest.approx(attained))
    assert state(reading, goal, smallest=5) == said


@pytest.mark.parametrize(("good", "counted"), [(27, 35), (0, 7), (7, 7), (1, 1), (557, 717)])
def test_the_interval_of_a_share_is_wilsons(good, counted):
    known = binomtest(good, counted).proportion_ci(method="wilson")
    assert interval(share(good, counted)) == pytest.approx((known.low, known.high))


def test_a_duration_and_nothing_have_no_interval():
    assert interval(Reading(60, 5)) is None
    assert interval(NOTHING) is None
