"""What-if: only who moves, with the reason under both sets of rules."""

from dataclasses import replace

import numpy as np
from tests.engines.scoring.tiers.test_assignment import ALARM, CORE, REST, RULES, one

from yingke.engines.scoring.tiers import Fact, TierRules, assign, what_if

LOWER = TierRules(
    (
        RULES.tiers[ALARM],
        replace(RULES.tiers[CORE], entry=one("score", ">=", 75)),
        RULES.tiers[REST],
    )
)


def test_the_same_rules_move_nobody() -> None:
    fields = {"score": np.linspace(0, 100, 50), "risk": np.zeros(50)}
    assert what_if(RULES, RULES, fields) == ()


def test_a_lower_bar_returns_those_between_the_bars_and_no_one_else() -> None:
    fields = {"score": np.array([74.0, 75, 79, 80, 90]), "risk": np.zeros(5)}
    moves = what_if(RULES, LOWER, fields)
    assert [(m.account, m.under_these, m.under_those) for m in moves] == [
        (1, "rest", "core"),
        (2, "rest", "core"),
    ]
    assert [(f.condition, f.value, f.holds) for f in moves[0].reason_these.above] == [
        ("score >= 80", 75.0, False)
    ]
    assert [(f.condition, f.value, f.holds) for f in moves[0].reason_those.entry] == [
        ("score >= 75", 75.0, True)
    ]


def test_moves_are_exactly_the_difference_of_both_assignments() -> None:
    rng = np.random.default_rng(1)
    fields = {"score": rng.uniform(0, 100, 500), "risk": rng.uniform(0, 1, 500)}
    current, days = rng.integers(-1, 3, 500), rng.integers(0, 200, 500)
    these = assign(RULES, fields, current, days).now
    those = assign(LOWER, fields, current, days).now
    moves = what_if(RULES, LOWER, fields, current, days)
    assert [move.account for move in moves] == np.flatnonzero(these != those).tolist()
    assert len(moves) > 0


def test_an_account_whose_tier_is_abolished_is_placed_anew() -> None:
    two = TierRules((RULES.tiers[CORE], RULES.tiers[REST]))
    fields = {"score": np.array([85.0]), "risk": np.array([0.9])}
    (move,) = what_if(RULES, two, fields, [ALARM], [1])
    assert (move.under_these, move.under_those) == ("alarm", "core")


def test_a_shorter_minimum_stay_is_told_as_the_reason() -> None:
    sooner = TierRules(
        (RULES.tiers[ALARM], RULES.tiers[CORE], replace(RULES.tiers[REST], minimum_stay=10))
    )
    fields = {"score": np.array([85.0, 85.0]), "risk": np.zeros(2)}
    (move,) = what_if(RULES, sooner, fields, [REST, REST], [20, 5])
    assert (move.account, move.under_these, move.under_those) == (0, "rest", "core")
    assert move.reason_these.stay == Fact("days_in_tier >= 30", 20.0, holds=False)
    assert move.reason_those.stay == Fact("days_in_tier >= 10", 20.0, holds=True)
