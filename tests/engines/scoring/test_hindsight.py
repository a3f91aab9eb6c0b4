"""A past run judged by what followed: it sees no later row, and finds only what was planted."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.engines.scoring.worlds import only, order

from yingke.engines.scoring import Plan, RefusedError, Tables, hindsight
from yingke.engines.scoring.tiers import ALWAYS, BackTest, Condition, Tier, TierRules

AT, UNTIL = date(2024, 12, 31), date(2025, 6, 30)
ACCOUNTS = 240


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Every other account falls silent half a year before ``AT``; amounts follow no pattern."""
    rng = np.random.default_rng(5)
    found = []
    for account in range(ACCOUNTS):
        last = UNTIL if account % 2 else AT - timedelta(days=180)
        day = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 40)))
        while day <= last:
            amount = f"{rng.integers(100, 9_000)}.00"
            found.append(order(len(found), f"A{account:03d}", day.isoformat(), amount))
            day += timedelta(days=int(rng.integers(20, 60)))
    return tuple(found)


def judged(field: str, comparison: str, bound: float, *, until: date = UNTIL) -> BackTest:
    upper = Tier("upper", "上", ((Condition(field, comparison, bound),),))
    rules = TierRules((upper, Tier("lower", "下", ALWAYS)))
    known = [row for row in rows() if row["ordered_on"] <= until]
    return hindsight(
        only("orders", *known), AT, horizon=90, known_until=until, plan=Plan(rules=rules)
    )


def test_rules_that_look_at_silence_separate_who_stays_from_who_left() -> None:
    found = judged("recency", "<=", 90)
    separates = {one.outcome: one.separates for one in found.contrasts}
    # All that left spent nothing: of a mean without any spread there is no interval.
    assert separates == {"churned": True, "repurchased": True, "revenue": None}
    assert [one.accounts for one in found.tiers] == [ACCOUNTS // 2, ACCOUNTS // 2]
    assert found.tiers[1].outcomes["churned"].estimate == 1.0


def test_rules_that_look_at_what_says_nothing_separate_nobody() -> None:
    found = judged("mean_order_value", ">=", 4_550)
    assert {one.outcome: one.separates for one in found.contrasts}["churned"] in {False, None}
    assert min(one.accounts for one in found.tiers) > 60


def test_rows_after_the_horizon_change_nothing() -> None:
    end = AT + timedelta(days=90)
    assert judged("recency", "<=", 90, until=end) == judged("recency", "<=", 90)


def test_an_account_that_came_later_is_not_judged() -> None:
    orders = [*rows(), order(99_999, "later", "2025-02-01", "5.00")]
    found = hindsight(only("orders", *orders), AT, horizon=90, known_until=UNTIL)
    assert sum(one.accounts for one in found.tiers) == ACCOUNTS


def test_a_horizon_that_still_runs_and_a_day_without_accounts_are_refused() -> None:
    tables: Tables = only("orders", *rows())
    with pytest.raises(RefusedError, match="start earlier"):
        hindsight(tables, AT, horizon=365, known_until=UNTIL)
    with pytest.raises(RefusedError, match="no row is known on 2020-01-01"):
        hindsight(tables, date(2020, 1, 1), horizon=90, known_until=UNTIL)
