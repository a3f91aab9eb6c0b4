"""What keeps a gate shut, and what the readiness of a visit comes to."""

import pytest

from yingke.domains.visits.rules import gates, readiness
from yingke.domains.visits.rules.gates import Facts, Limits, Named

READY = Facts(
    has_confirmation=True,
    has_purpose=True,
    has_identity=True,
    guests=3,
    tier_known=True,
    has_account_manager=True,
    decision_makers=3,
    plan_approved=True,
    items=6,
    interactive_items=3,
    readiness=95,
    arrived=True,
)
KINDS = ["intake", "profile", "needs", "plan", "resources", "people", "readiness", "welcome"]


def codes(kind: str, facts: Facts, *, open_checks: int = 0) -> list[str]:
    return [m.code for m in gates.missing(kind, facts, Limits(), open_checks=open_checks)]


@pytest.mark.parametrize("kind", [*KINDS, "talks", "tour", "feedback", "follow_up", "other"])
def test_a_complete_visit_passes_every_gate(kind: str) -> None:
    assert codes(kind, READY) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("intake", ["purpose_missing", "identity_missing", "confirmation_missing"]),
        ("profile", ["tier_missing", "account_manager_missing"]),
        ("needs", ["decision_makers_missing"]),
        ("plan", ["agenda_empty", "interactions_missing", "plan_not_approved"]),
        ("resources", ["agenda_empty"]),
        ("people", []),
        ("readiness", ["readiness_low"]),
        ("welcome", ["not_arrived"]),
        ("talks", ["not_arrived"]),
    ],
)
def test_an_empty_visit_hears_everything_that_is_missing(kind: str, expected: list[str]) -> None:
    assert codes(kind, Facts()) == expected


def test_a_gate_names_the_things_and_the_people() -> None:
    facts = Facts(
        items=2,
        items_without_place=(Named(7, "洽谈"),),
        pending_bookings=(Named(7, "一号会议室"),),
        items_without_people=(Named(7, "参观"),),
        open_invitations=(Named(7, "孙倩"),),
        declined_invitations=(Named(7, "赵晗"),),
        open_nodes_before=(Named(7, "资源匹配"),),
        items_not_ended=(Named(7, "送别"),),
        arrived=True,
        readiness=100,
    )
    assert codes("resources", facts) == ["place_missing", "booking_pending"]
    assert codes("people", facts) == ["people_missing", "answer_open", "answer_declined"]
    assert codes("readiness", facts) == ["node_open"]
    assert codes("tour", facts) == ["item_not_ended"]
    missing = gates.missing("resources", facts, Limits())
    assert [(one.about, one.params) for one in missing] == [
        (7, {"item": "洽谈"}),
        (7, {"resource": "一号会议室"}),
    ]


def test_open_checks_keep_any_gate_shut() -> None:
    missing = gates.missing("other", READY, Limits(), open_checks=2)
    assert missing == [gates.Missing("checks_open", {"count": 2})]


def part(code: str, done: int, needed: int) -> readiness.Part:
    return readiness.Part(code, done, needed)


def test_readiness_weighs_its_parts_and_is_100_only_when_nothing_is_missing() -> None:
    whole = readiness.assess(
        part("checks", 10, 10),
        part("bookings", 0, 0),
        part("people", 4, 4),
        part("guests", 3, 3),
    )
    assert whole.score == 100
    gaps = readiness.assess(
        part("checks", 5, 10),
        part("bookings", 1, 2),
        part("people", 4, 4),
        part("guests", 0, 3),
    )
    assert gaps.score == 20 + 12 + 25


def test_readiness_counts_what_the_company_weighs() -> None:
    parts = [part(code, code == "guests", 1) for code in readiness.WEIGHTS]
    assert readiness.assess(*parts).score == 10
    assert readiness.assess(*parts, weights={**readiness.WEIGHTS, "guests": 90}).score == 50
    assert readiness.assess(*parts, weights=dict.fromkeys(readiness.WEIGHTS, 0)).score == 25
