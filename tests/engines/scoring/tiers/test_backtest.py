"""The back-test: planted differences are found, planted absences are not, and intervals hold."""

from datetime import date

import numpy as np
import pytest
from tests.engines.scoring.tiers.test_assignment import RULES
from tests.engines.scoring.worlds import by_account, only, order

from yingke.engines.scoring import RefusedError
from yingke.engines.scoring.tiers import back_test, later_outcomes


def test_later_outcomes_count_only_the_horizon_and_only_known_customers() -> None:
    orders = only(
        "orders",
        order(1, "stays", "2024-05-01", "10.00"),
        order(2, "stays", "2024-07-01", "20.00"),
        order(3, "stays", "2024-09-28", "40.00"),
        order(4, "stays", "2024-09-29", "80.00"),
        order(5, "leaves", "2024-05-01", "10.00"),
        order(6, "comes later", "2024-07-01", "10.00"),
    )
    found = by_account(later_outcomes(orders, date(2024, 6, 30), 90, date(2024, 12, 31)))
    assert found == {
        "stays": {"churned": 0.0, "repurchased": 1.0, "revenue": 60.0},
        "leaves": {"churned": 1.0, "repurchased": 0.0, "revenue": 0.0},
    }


def test_a_horizon_that_has_not_ended_is_refused() -> None:
    orders = only("orders", order(1, "a", "2024-05-01", "10.00"))
    with pytest.raises(RefusedError, match="end on 2024-09-28, data on 2024-08-01"):
        later_outcomes(orders, date(2024, 6, 30), 90, date(2024, 8, 1))


def test_a_planted_difference_is_found_and_a_planted_absence_is_not() -> None:
    rng = np.random.default_rng(1)
    tier = np.repeat([0, 1, 2], 400)
    churned = (rng.random(1200) < np.repeat([0.5, 0.2, 0.2], 400)).astype(float)
    revenue = rng.lognormal(np.repeat([6, 8, 8], 400), 1.0)
    found = back_test(RULES, tier, {"churned": churned, "revenue": revenue})
    separates = {(c.upper, c.lower, c.outcome): c.separates for c in found.contrasts}
    assert separates == {
        ("alarm", "core", "churned"): True,
        ("alarm", "core", "revenue"): True,
        ("core", "rest", "churned"): False,
        ("core", "rest", "revenue"): False,
    }
    assert [one.accounts for one in found.tiers] == [400, 400, 400]


def test_an_absence_is_seldom_taken_for_a_difference() -> None:
    rng = np.random.default_rng(2)
    wrong = 0
    for _ in range(400):
        churned = (rng.random(600) < 0.3).astype(float)
        found = back_test(RULES, np.repeat([0, 1, 2], 200), {"churned": churned})
        wrong += found.contrasts[0].separates is True
    assert 8 <= wrong <= 32


def test_few_accounts_get_the_answer_not_enough_data() -> None:
    tier = np.array([0] * 8 + [1] * 300 + [2] * 300)
    rng = np.random.default_rng(3)
    found = back_test(RULES, tier, {"churned": (rng.random(608) < 0.5).astype(float)})
    alarm = found.tiers[0].outcomes["churned"]
    assert not alarm.enough
    assert alarm.says() == "not enough data (n = 8)"
    assert found.tiers[1].outcomes["churned"].enough
    assert found.contrasts[0].separates is None


def test_an_empty_tier_has_nothing_to_say() -> None:
    found = back_test(RULES, np.full(50, 2), {"revenue": np.arange(50.0)})
    assert found.tiers[0].outcomes["revenue"].estimate is None
    assert found.tiers[0].outcomes["revenue"].says() == "not enough data (n = 0)"


@pytest.mark.parametrize(
    ("outcome", "truth"),
    [("common", 0.3), ("rare", 0.05), ("revenue", float(np.exp(5 + 0.5**2 / 2)))],
)
def test_intervals_cover_the_truth_in_95_of_100_cases(outcome: str, truth: float) -> None:
    rng = np.random.default_rng(4)
    hits = 0
    for draw in range(1_000):
        if outcome == "revenue":
            values = rng.lognormal(5, 0.5, 60)
        else:
            values = (rng.random(80) < truth).astype(float)
        found = back_test(RULES, np.zeros(len(values), dtype=int), {"x": values}, seed=draw)
        interval = found.tiers[0].outcomes["x"]
        assert interval.low is not None
        assert interval.high is not None
        hits += interval.low <= truth <= interval.high
    assert 930 <= hits <= 970
