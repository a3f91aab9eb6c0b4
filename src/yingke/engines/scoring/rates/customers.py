"""Retention, churn, repurchase and cohorts from orders; each rate with its interval."""

from dataclasses import dataclass
from datetime import date

from yingke.engines.scoring.measures.tables import Tables, Window, on_or_before

from .intervals import Interval, wilson

WIDEST = 0.2


@dataclass(frozen=True, slots=True)
class CustomerRates:
    """Rates of one window.

    ``retention``: of the accounts that ordered in the window before, those that ordered in this
    one; ``churn`` is its complement; ``repurchase``: of the accounts that ordered in this window,
    those that did so at least twice.
    """

    retention: Interval
    churn: Interval
    repurchase: Interval


def customer_rates(
    tables: Tables,
    as_of: date,
    window: Window | None = None,
    *,
    level: float = 0.95,
    widest: float = WIDEST,
) -> CustomerRates:
    """Retention, churn and repurchase of the window that ends on ``as_of``."""
    window = window or Window()
    orders = tables.rows("orders", as_of)
    now = ~on_or_before(orders.ordered_on, window.start(as_of))
    before = ~on_or_before(orders.ordered_on, window.start_of_previous(as_of)) & ~now
    each = orders.group_by("account_id").aggregate(
        now=orders.count(where=now), before=orders.count(where=before)
    )
    seen = each.aggregate(
        opening=each.count(where=each.before > 0),
        kept=each.count(where=(each.before > 0) & (each.now > 0)),
        buyers=each.count(where=each.now > 0),
        again=each.count(where=each.now > 1),
    )
    row = tables.fetch(seen).to_pylist()[0]
    kept, opening = int(row["kept"]), int(row["opening"])
    return CustomerRates(
        wilson(kept, opening, level=level, widest=widest),
        wilson(opening - kept, opening, level=level, widest=widest),
        wilson(int(row["again"]), int(row["buyers"]), level=level, widest=widest),
    )


@dataclass(frozen=True, slots=True)
class CohortCell:
    """Of the accounts whose first order fell in a month, those that ordered ``age`` months later.

    ``cohort`` is the first day of that month.
    """

    cohort: date
    age: int
    active: Interval


def cohorts(
    tables: Tables, as_of: date, *, level: float = 0.95, widest: float = WIDEST
) -> tuple[CohortCell, ...]:
    """Retention by month of first order, age 0 upwards.

    A month that has not ended by ``as_of`` is not counted: its accounts may still order.
    """
    orders = tables.rows("orders", as_of)
    month = orders.ordered_on.year() * 12 + orders.ordered_on.month() - 1
    active = orders.select("account_id", month=month.cast("int64")).distinct()
    starts = active.group_by("account_id").aggregate(start=active.month.min())
    each = active.inner_join(starts, "account_id")
    cells = each.group_by("start", "month").aggregate(active=each.count())
    counted: dict[tuple[int, int], int] = {
        (row["start"], row["month"]): row["active"] for row in tables.fetch(cells).to_pylist()
    }
    last = _last_whole_month(as_of)
    told = []
    for start in sorted({start for start, _ in counted}):
        for now in range(start, last + 1):
            hits = wilson(
                counted.get((start, now), 0), counted[start, start], level=level, widest=widest
            )
            told.append(CohortCell(date(start // 12, start % 12 + 1, 1), now - start, hits))
    return tuple(told)


def _last_whole_month(as_of: date) -> int:
    this = as_of.year * 12 + as_of.month - 1
    following = date((this + 1) // 12, (this + 1) % 12 + 1, 1)
    return this if (following - as_of).days == 1 else this - 1
