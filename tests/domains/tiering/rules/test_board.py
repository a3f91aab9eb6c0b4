"""The tier board from values."""

from __future__ import annotations

from datetime import date

from yingke.domains.tiering.rules import board, periods
from yingke.domains.tiering.rules.board import Change, Standing

TODAY = date(2026, 11, 30)
TIERS = ("strategic", "key", "potential", "at_risk")
PEOPLE = [
    Standing(1, "甲", "strategic", 84.0, 30.0),
    Standing(2, "乙", "key", 79.0, 10.0),
    Standing(3, "丙", "potential", None, None),
    Standing(4, "丁", "at_risk", 40.0, 60.0),
]
CHANGES = [
    Change(1, "key", "strategic", date(2026, 10, 5)),
    Change(2, "potential", "key", date(2026, 8, 1)),
    Change(4, "strategic", "key", date(2026, 10, 7)),
    Change(4, "key", "at_risk", date(2026, 11, 2)),
    Change(3, "potential", "key", date(2026, 10, 9)),
    Change(3, "key", "potential", date(2026, 11, 9)),
]


def test_flows_are_from_first_to_last_and_leave_out_who_came_back():
    assert board.net_flows(CHANGES, date(2026, 10, 1)) == {
        ("key", "strategic"): [1],
        ("strategic", "at_risk"): [4],
    }


def test_counts_of_earlier_days_follow_from_the_changes_since():
    then, now = board.counts_on(PEOPLE, CHANGES, [date(2026, 9, 30), TODAY])
    assert then == {"key": 2, "potential": 1, "strategic": 1}
    assert now == {"strategic": 1, "key": 1, "potential": 1, "at_risk": 1}
    (first,) = board.counts_on(PEOPLE, CHANGES, [date(2026, 7, 31)])
    assert first == {"key": 1, "potential": 2, "strategic": 1}


def test_a_card_says_who_came_and_left_and_its_share_of_the_revenue():
    ends = periods.quarter_ends(TODAY)
    cards = board.tier_figures(TIERS, PEOPLE, CHANGES, periods.quarter_start(TODAY), ends)
    strategic, key, potential, at_risk = cards
    assert (strategic.count, strategic.entered, strategic.left) == (1, 1, 1)
    assert (key.entered, key.left, at_risk.entered) == (0, 1, 1)
    assert (at_risk.revenue_share, potential.median_score) == (0.6, None)
    assert strategic.history[-2:] == (1, 1)


def test_classes_have_their_bounds_and_stand_beside_the_tiers():
    bounds = (20.0, 5.0)
    assert [board.class_of(value, bounds) for value in (20, 19.9, 5, 4.9, None)] == list("ABBCC")
    assert board.class_matrix(PEOPLE, bounds) == {
        ("A", "strategic"): 1, ("B", "key"): 1, ("C", "potential"): 1, ("A", "at_risk"): 1,
    }  # fmt: skip


def test_who_is_near_a_line():
    assert board.near_entry(PEOPLE, ("key", "potential"), 80) == 1
    assert board.near_entry(PEOPLE, ("potential",), 80) == 0
    assert board.near_exit(PEOPLE, "strategic", 82) == 1
    assert board.near_exit(PEOPLE, "strategic", 80) == 0


def test_quarters_and_periods():
    assert periods.quarter_ends(TODAY, 3) == [date(2026, 6, 30), date(2026, 9, 30), TODAY]
    assert periods.period_of("last_quarter", TODAY) == (date(2026, 7, 1), date(2026, 9, 30))
    assert periods.period_of("quarter", TODAY) == (date(2026, 10, 1), TODAY)
