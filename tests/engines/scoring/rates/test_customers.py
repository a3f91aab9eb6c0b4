"""Retention, churn, repurchase and cohorts, counted by hand."""

from datetime import date

import pytest
from tests.engines.scoring.worlds import only, order

from yingke.engines.scoring import Window
from yingke.engines.scoring.rates import cohorts, customer_rates

ORDERS = only(
    "orders",
    order(1, "kept", "2024-06-01", "1.00"),
    order(2, "kept", "2025-06-01", "1.00"),
    order(3, "kept", "2025-07-01", "1.00"),
    order(4, "kept", "2025-07-01", "1.00"),
    order(5, "lost", "2024-06-01", "1.00"),
    order(6, "new", "2025-06-01", "1.00"),
    order(7, "old", "2020-06-01", "1.00"),
)


def test_rates_count_accounts_of_the_window_and_the_one_before() -> None:
    found = customer_rates(ORDERS, date(2025, 12, 31), widest=1.0)
    assert (found.retention.estimate, found.retention.n) == (0.5, 2)
    assert (found.churn.estimate, found.churn.n) == (0.5, 2)
    assert (found.repurchase.estimate, found.repurchase.n) == (0.5, 2)
    assert not customer_rates(ORDERS, date(2025, 12, 31)).churn.enough


def test_a_window_without_customers_before_says_so() -> None:
    found = customer_rates(ORDERS, date(2025, 12, 31), Window(10))
    assert found.retention.says() == "not enough data (n = 0)"


def test_cohorts_leave_out_months_that_have_not_ended() -> None:
    orders = only(
        "orders",
        order(1, "a", "2025-01-31", "1.00"),
        order(2, "b", "2025-01-01", "1.00"),
        order(3, "b", "2025-03-05", "1.00"),
        order(4, "b", "2025-03-25", "1.00"),
        order(5, "c", "2025-03-10", "1.00"),
    )
    cells = cohorts(orders, date(2025, 3, 30), widest=1.0)
    assert [(c.cohort, c.age, c.active.estimate) for c in cells] == [
        (date(2025, 1, 1), 0, 1.0),
        (date(2025, 1, 1), 1, 0.0),
    ]
    cells = cohorts(orders, date(2025, 3, 31), widest=1.0)
    assert [(c.cohort.month, c.age, c.active.estimate) for c in cells] == [
        (1, 0, 1.0),
        (1, 1, 0.0),
        (1, 2, pytest.approx(0.5)),
        (3, 0, 1.0),
    ]
