"""From orders to purchase histories: one Ibis query, on any backend."""

from datetime import date

import ibis
import ibis.expr.types as ir

from yingke.engines.scoring.measures.tables import Tables

DAYS_PER_UNIT = 7.0
"""Histories are counted in weeks."""


def purchase_histories(tables: Tables, as_of: date) -> ir.Table:
    """One row per account with orders: ``account_id, x, t_x, t, mean_spend``.

    All orders of one day are one purchase. ``x`` counts the days with orders after the first,
    ``t_x`` and ``t`` are weeks from the first to the last of them and to ``as_of``, and
    ``mean_spend`` is the mean value of the repeat purchases (null without one).
    """
    orders = tables.rows("orders", as_of)
    days = orders.group_by("account_id", "ordered_on").aggregate(spent=orders.amount.sum())
    accounts = days.group_by("account_id").aggregate(
        first=days.ordered_on.min(),
        last=days.ordered_on.max(),
        days=days.count(),
        spent=days.spent.sum(),
        spent_first=days.spent.argmin(days.ordered_on),
    )
    weeks = {
        "t_x": accounts["last"].delta(accounts["first"], unit="day"),
        "t": ibis.date(as_of.isoformat()).delta(accounts["first"], unit="day"),
    }
    repeats = (accounts.days - 1).cast("int64")
    again = (accounts.spent - accounts.spent_first).cast("float64")
    return accounts.select(
        "account_id",
        x=repeats,
        t_x=weeks["t_x"].cast("float64") / DAYS_PER_UNIT,
        t=weeks["t"].cast("float64") / DAYS_PER_UNIT,
        mean_spend=again / repeats.cast("float64").nullif(0.0),
    )
