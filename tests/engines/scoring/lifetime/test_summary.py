"""From orders to histories: a day is one purchase, time runs in weeks from the first."""

from datetime import date

import pytest
from tests.engines.scoring.worlds import by_account, only, order

from yingke.engines.scoring.lifetime import purchase_histories


def test_all_orders_of_a_day_are_one_purchase_and_the_first_is_no_repeat() -> None:
    orders = only(
        "orders",
        order(1, "a", "2025-01-01", "10.00"),
        order(2, "a", "2025-01-15", "20.00"),
        order(3, "a", "2025-01-15", "30.00"),
        order(3, "a", "2025-01-15", "30.00"),
        order(4, "a", "2025-01-29", "70.00"),
        order(5, "a", "2025-03-01", "99.00"),
        order(6, "once", "2025-01-01", "10.00"),
    )
    found = by_account(purchase_histories(orders, date(2025, 2, 5)))
    assert found["a"] == {"x": 2, "t_x": 4.0, "t": 5.0, "mean_spend": pytest.approx(60.0)}
    assert found["once"] == {"x": 0, "t_x": 0.0, "t": 5.0, "mean_spend": None}
