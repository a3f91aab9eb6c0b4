"""Measures over orders and payments, on rows small enough to count by hand."""

from datetime import date
from decimal import Decimal

import pytest
from tests.engines.scoring.worlds import by_account, only, order

from yingke.engines.scoring import Window, measure_all

AS_OF = date(2025, 12, 31)


def test_orders_of_two_years_give_the_numbers_that_one_counts_by_hand() -> None:
    orders = only(
        "orders",
        order(1, "a", "2024-06-01", "200.00"),
        order(2, "a", "2025-03-01", "100.00", solution_amount=Decimal("25.00")),
        order(3, "a", "2025-12-01", "300.00", solution_amount=Decimal("75.00")),
        order(4, "a", "2025-12-31", "50.00"),
    )
    assert by_account(measure_all(orders, AS_OF))["a"] == {
        "recency": 0,
        "frequency": 3,
        "monetary": Decimal("450.00"),
        "monetary_before": Decimal("200.00"),
        "mean_order_value": 150.0,
        "growth": 1.25,
        "solution_share": 0.25,
        "tenure": 578,
    }


def test_the_window_takes_its_last_day_and_leaves_the_day_before_its_first() -> None:
    orders = only(
        "orders",
        order(1, "a", "2025-12-21", "1.00"),
        order(2, "a", "2025-12-22", "2.00"),
        order(3, "a", "2025-12-31", "4.00"),
        order(4, "a", "2026-01-01", "8.00"),
    )
    found = by_account(measure_all(orders, AS_OF, Window(10)))["a"]
    assert found["monetary"] == Decimal("6.00")
    assert found["monetary_before"] == Decimal("1.00")


def payment(number: int, due: str, paid: str | None, amount: str) -> dict[str, object]:
    return {
        "payment_id": f"F{number}",
        "account_id": "a",
        "due_on": date.fromisoformat(due),
        "paid_on": paid and date.fromisoformat(paid),
        "amount": Decimal(amount),
        "currency": "CNY",
    }


def test_payment_delay_counts_early_as_on_time_and_open_ones_with_their_age() -> None:
    payments = only(
        "payments",
        payment(1, "2025-12-01", "2025-11-20", "10.00"),
        payment(2, "2025-12-01", "2025-12-11", "20.00"),
        payment(3, "2025-12-11", None, "30.00"),
        payment(4, "2025-12-21", "2026-01-15", "40.00"),
        payment(5, "2026-02-01", None, "50.00"),
    )
    found = by_account(measure_all(payments, AS_OF))["a"]
    assert found["payment_delay"] == pytest.approx((0 + 10 + 20 + 10) / 4)
    assert found["overdue_amount"] == Decimal("70.00")


def test_a_window_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Window(0)
