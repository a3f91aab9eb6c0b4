"""Measures over orders and payments: when, how often, how much, and how well it is paid."""

import ibis
import ibis.expr.types as ir

from .registry import Direction, View, measure

MORE, LESS = Direction.MORE, Direction.LESS


def ratio(part: ir.Value, whole: ir.Value) -> ir.Value:
    """``part / whole`` as a float; null when the whole is zero."""
    return part.cast("float64") / whole.cast("float64").nullif(0.0)


@measure("orders", unit="day", direction=LESS, step=-30)
def recency(orders: View) -> ir.Value:
    """Days since the last order."""
    return orders.days_until_now(orders.ordered_on.max())


@measure("orders", unit="order", direction=MORE, step=1)
def frequency(orders: View) -> ir.Value:
    """Orders in the window."""
    return orders.rows.count(where=orders.within)


@measure("orders", unit="currency", direction=MORE, step=10_000)
def monetary(orders: View) -> ir.Value:
    """Value of the orders in the window."""
    return orders.amount.sum(where=orders.within).fill_null(0)


@measure("orders", unit="currency", direction=MORE, step=10_000)
def monetary_before(orders: View) -> ir.Value:
    """Value of the orders in the window before: what there is to lose."""
    return orders.amount.sum(where=orders.before).fill_null(0)


@measure("orders", unit="currency", direction=MORE, step=1_000)
def mean_order_value(orders: View) -> ir.Value:
    """Value of an order in the window on average; null when there was none."""
    return ratio(orders.amount.sum(where=orders.within), orders.rows.count(where=orders.within))


@measure("orders", unit="ratio", direction=MORE, step=0.1)
def growth(orders: View) -> ir.Value:
    """Value of the orders in the window against the window before: 0.1 is ten per cent more.

    Null when the window before had no value to grow from.
    """
    now = orders.amount.sum(where=orders.within).fill_null(0)
    return ratio(now, orders.amount.sum(where=orders.before)) - 1.0


@measure("orders", unit="share", direction=MORE, step=0.1)
def solution_share(orders: View) -> ir.Value:
    """Share of solutions in the value of the window's orders of which the split is known."""
    split = orders.within & orders.solution_amount.notnull()
    return ratio(orders.solution_amount.sum(where=split), orders.amount.sum(where=split))


@measure("orders", unit="day", direction=MORE, step=365)
def tenure(orders: View) -> ir.Value:
    """Days since the first order."""
    return orders.days_until_now(orders.ordered_on.min())


@measure("payments", unit="day", direction=LESS, step=-5)
def payment_delay(payments: View) -> ir.Value:
    """Days late on average over the payments due in the window; paid early counts as on time.

    A payment that is still open counts with the days until now.
    """
    late = payments.days_until_now(payments.due_on) - payments.days_until_now(
        payments.known(payments.paid_on)
    ).fill_null(0)
    late = ibis.greatest(late, 0)
    return ratio(late.sum(where=payments.within), payments.rows.count(where=payments.within))


@measure("payments", unit="currency", direction=LESS, step=-10_000)
def overdue_amount(payments: View) -> ir.Value:
    """Value of the payments that are past their day and not paid."""
    open_still = payments.known(payments.paid_on).isnull()
    past = payments.days_until_now(payments.due_on) > 0
    return payments.amount.sum(where=open_still & past).fill_null(0)
