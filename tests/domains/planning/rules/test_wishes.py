"""Requests in a sentence."""

import pytest
from tests.domains.planning.rules import cases as c

from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules import wishes as rules
from yingke.domains.planning.rules.asks import Ask
from yingke.engines.planner import Limits, solve


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("黄静 14 点前结束", Ask("until", resource="p2", starts_at=c.at(14))),
        ("黄静下午 14点半前离开", Ask("until", resource="p2", starts_at=c.at(14, 30))),
        ("黄静 until 14:15", Ask("until", resource="p2", starts_at=c.at(14, 15))),
        ("午餐不动", Ask("time", item=2, starts_at=c.at(12))),
        ("keep lunch", Ask("time", item=2, starts_at=c.at(12))),
        ("不用储能展厅", Ask("forbid", resource="r2")),
        ("Don't use 韩雪", Ask("forbid", resource="p3")),
        ("lunch at 12:30", Ask("time", item=2, starts_at=c.at(12, 30))),
        ("tour 3 改到 13.45", Ask("time", item=3, starts_at=c.at(13, 45))),
    ],
)
def test_a_sentence_is_understood_by_its_pattern(text, wanted):
    assert rules.read(text, c.FACTS) == wanted


@pytest.mark.parametrize(
    "text", ["", "快一点", "不用会议室", "不用黄静和韩雪", "黄静 25 点前结束", "不动"]
)
def test_what_names_nothing_or_several_is_not_understood(text):
    assert rules.read(text, c.FACTS) is None


def test_who_has_to_leave_serves_nothing_later():
    ask = rules.read("黄静 11 点前结束", c.FACTS)
    guides = []
    for asks in ([], [ask]):
        plan = solve(problems.build(c.FACTS, asks), limits=Limits(seconds=1))
        (tour,) = [one for one in plan.placed if one.activity == "i3"]
        guides.append([pick.resource for pick in tour.picks if pick.role == "guide"])
    assert guides[0] == ["p2"]
    assert guides[1] == [] or tour.end <= c.at(11)
