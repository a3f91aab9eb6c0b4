"""Tiers: ordered rules with entry, exit and minimum stay; moves, what-if and back-test."""

from .assignment import NEW, Assignment, Fact, Why, assign, why
from .backtest import BackTest, back_test, later_outcomes
from .rules import ALWAYS, DEFAULT_TIERS, NEVER, Condition, Tier, TierRules
from .whatif import Move, what_if

__all__ = [
    "ALWAYS",
    "DEFAULT_TIERS",
    "NEVER",
    "NEW",
    "Assignment",
    "BackTest",
    "Condition",
    "Fact",
    "Move",
    "Tier",
    "TierRules",
    "Why",
    "assign",
    "back_test",
    "later_outcomes",
    "what_if",
    "why",
]
