"""What would make a customer leave its tier."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yingke.domains.tiering.rules import leaving
from yingke.domains.tiering.rules.defaults import first_tiers
from yingke.engines.scoring.lifetime import BgNbd
from yingke.engines.scoring.tiers import TierRules

RULES = TierRules.from_json(first_tiers())
AXES = [
    leaving.Axis("strategic_value", 91, 0.30),
    leaving.Axis("business_scale", 86, 0.30),
    leaving.Axis("cooperation_depth", 74, 0.25),
    leaving.Axis("innovation", 79, 0.15),
]
TOTAL = sum(axis.contribution for axis in AXES)
MODEL = {"r": 0.9, "alpha": 5.0, "a": 0.6, "b": 2.5}
AS_OF = date(2026, 11, 30)


def test_the_distance_to_the_exit_and_each_dimension_that_crosses_it_alone():
    found = leaving.exit_by_score(RULES, "strategic", TOTAL, AXES)
    assert (found.line, round(found.gap, 2)) == (72, round(TOTAL - 72, 2))
    for drop in found.drops:
        axis = next(one for one in AXES if one.name == drop.name)
        assert TOTAL - axis.weight * (drop.now - drop.to) == pytest.approx(72)
    changes = [drop.now - drop.to for drop in found.drops]
    assert changes == sorted(changes)


def test_a_dimension_that_cannot_do_it_alone_is_left_out():
    light = [leaving.Axis("a", 90, 0.95), leaving.Axis("b", 90, 0.05)]
    found = leaving.exit_by_score(RULES, "strategic", 90, light)
    assert [drop.name for drop in found.drops] == ["a"]


def test_a_score_below_the_exit_has_no_way_to_go():
    found = leaving.exit_by_score(RULES, "strategic", 70, AXES)
    assert (found.gap, found.drops) == (-2, ())


def test_the_tier_that_takes_everyone_is_not_left():
    assert leaving.exit_by_score(RULES, "potential", 30, AXES) is None


def test_the_alarm_comes_on_the_first_day_on_which_the_bound_is_crossed():
    days = [AS_OF - timedelta(days=30 * n) for n in range(12)]
    known = {"monetary_before": 10.0}
    alarm = leaving.next_alarm(RULES, "strategic", known, MODEL, days, AS_OF)
    fitted = BgNbd.known(**MODEL)

    def alive(day: date) -> float:
        first = min(days)
        seen = [(max(days) - first).days / 7, (day - first).days / 7]
        return float(fitted.p_alive([11], [seen[0]], [seen[1]])[0])

    assert alive(alarm.on) < alarm.bound <= alive(alarm.on - timedelta(days=1))


def test_there_is_no_alarm_where_another_condition_of_it_fails():
    for known in ({"monetary_before": 0.0}, {}):
        assert leaving.next_alarm(RULES, "key", known, MODEL, [], AS_OF) is None


def test_without_a_model_the_alarm_has_no_day():
    alarm = leaving.next_alarm(RULES, "key", {"monetary_before": 1.0}, None, [AS_OF], AS_OF)
    assert (alarm.tier, alarm.bound, alarm.on) == ("at_risk", 0.3, None)
