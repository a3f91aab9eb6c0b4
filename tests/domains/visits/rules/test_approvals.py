"""What opens next in a chain, what a round came to, who is barred, what is overdue."""

from datetime import UTC, datetime, timedelta

import pytest

from yingke.domains.visits.rules.approvals import (
    Parties,
    Row,
    conflict,
    is_last,
    is_overdue,
    next_to_open,
    outcome,
)

NOW = datetime(2025, 11, 17, 9, tzinfo=UTC)
WAITING = [Row(1, 10, "waiting"), Row(2, 20, "waiting"), Row(3, 20, "waiting")]


def test_the_first_position_opens_first_and_the_next_only_when_it_is_answered():
    assert next_to_open(WAITING) == [1]
    assert next_to_open([Row(1, 10, "pending"), *WAITING[1:]]) == []
    assert next_to_open([Row(1, 10, "approved"), *WAITING[1:]]) == [2, 3]
    assert next_to_open([Row(2, 20, "approved"), Row(3, 20, "pending")]) == []
    assert next_to_open([]) == []


def test_the_last_position_of_a_round_gives_the_final_opinion():
    assert is_last(WAITING, 20)
    assert not is_last(WAITING, 10)


@pytest.mark.parametrize(
    ("decisions", "came_to"),
    [
        ([], ""),
        (["withdrawn"], "withdrawn"),
        (["pending"], "pending"),
        (["approved", "waiting"], "pending"),
        (["approved", "approved"], "approved"),
        (["approved", "withdrawn"], "approved"),
        (["approved", "returned", "withdrawn"], "returned"),
        (["rejected", "withdrawn"], "rejected"),
        (["approved", "lapsed"], "lapsed"),
    ],
)
def test_a_round_is_approved_once_every_question_is(decisions, came_to):
    assert outcome(decisions) == came_to


@pytest.mark.parametrize(
    ("person", "partners", "code"),
    [
        (5, [], ""),
        (1, [], "own_request"),
        (2, [], "decided_before"),
        (5, [1], "request_of_delegate"),
        (5, [2], "delegate_decided_before"),
        (5, [6], ""),
    ],
)
def test_nobody_decides_on_their_own_twice_or_for_a_delegate(person, partners, code):
    parties = Parties(askers=frozenset({1}), approved_by=frozenset({2}))
    assert conflict(parties, person, partners) == code


def test_a_question_is_escalated_once_from_its_deadline_on():
    minute = timedelta(minutes=1)
    assert is_overdue(due_at=NOW, escalated_at=None, now=NOW)
    assert not is_overdue(due_at=NOW, escalated_at=None, now=NOW - minute)
    assert not is_overdue(due_at=NOW, escalated_at=NOW, now=NOW + minute)
    assert not is_overdue(due_at=None, escalated_at=None, now=NOW)
