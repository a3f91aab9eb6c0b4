"""Requests to the planner: their stored form, and which ones contradict each other."""

import pytest
from tests.domains.planning.rules import cases as c

from yingke.domains.planning.rules import asks as rules
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.terms import AskKind
from yingke.foundation.kernel.errors import RuleViolation

TIME = Ask(AskKind.TIME, item=1, starts_at=c.at(10))
PICK = Ask(AskKind.PICK, item=1, role="room", resource="r1")
FORBID = Ask(AskKind.FORBID, resource="r1")


@pytest.mark.parametrize("ask", [TIME, PICK, FORBID])
def test_a_request_is_read_as_it_was_written(ask):
    assert Ask.from_json(ask.to_json()) == ask


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "dance"},
        {"kind": "time", "item": 1},
        {"kind": "time", "item": 1, "starts_at": "2026-12-02T10:00"},
        {"kind": "pick", "item": "x", "role": "room", "resource": "r1"},
        {"kind": "pick", "item": 1, "role": "room"},
        {"kind": "forbid"},
    ],
)
def test_a_request_that_says_too_little_is_refused(values):
    with pytest.raises(RuleViolation, match="ask_unknown"):
        Ask.from_json(values)


def test_the_later_of_two_that_contradict_each_other_stands():
    other_time = Ask(AskKind.TIME, item=1, starts_at=c.at(11))
    other_pick = Ask(AskKind.WAIVE, item=1, role="room", resource="r2")
    assert rules.added([TIME, PICK], other_time) == [PICK, other_time]
    assert rules.added([TIME, PICK], other_pick) == [TIME, other_pick]
    assert rules.added([TIME, PICK], FORBID) == [TIME, FORBID]
    assert rules.added([FORBID], FORBID) == [FORBID]
    assert rules.without([TIME, PICK, FORBID], 1) == [TIME, FORBID]


def test_there_are_only_so_many_requests():
    many = [Ask(AskKind.FORBID, resource=f"r{n}") for n in range(rules.MOST)]
    with pytest.raises(RuleViolation, match="too_many_asks"):
        rules.added(many, Ask(AskKind.FORBID, resource="p1"))
