"""Scores, tier moves and tried rules over the API."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.domains.tiering.conftest import NIGHT, SIZE, Book, make_book, run
from tests.scenes import Stage

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import TierMove
from yingke.domains.tiering.queries import rule_sets
from yingke.domains.tiering.rules import weights
from yingke.foundation.kernel import clock

# a measure of the company's own, which no run has kept
OWN = {"measure": "stars", "direction": "more is better", "unit": "star", "step": 1}


@pytest.fixture(scope="module")
def shared_book(stage: Stage) -> Book:
    with stage():
        book = make_book()
        run()
        return book


@pytest.fixture
def book(shared_book: Book, db: None) -> Book:
    return deepcopy(shared_book)


def test_scores_come_best_first_and_of_visible_customers_only(book, program):
    rows = program(book.director).get("/scores").json()["items"]
    assert [row["customer"]["id"] for row in rows[:2]] == [book.best.pk, book.accounts[-2].pk]
    assert len(rows) == SIZE
    assert (rows[0]["tier"], rows[0]["tier_by_rules"], rows[0]["rules"]) == (
        "potential", "strategic", 1,
    )  # fmt: skip
    assert rows[0]["measures"]["frequency"] == SIZE
    assert program(book.colleague).get("/scores").json()["items"] == []
    assert program(book.stranger).get("/scores").json()["items"] == []


def test_sums_stay_out_for_who_may_not_see_orders(book, program):
    measures = program(book.approver).get("/scores").json()["items"][0]["measures"]
    assert "strategic_fit" in measures
    assert not {"monetary", "frequency", "p_alive"} & set(measures)


def test_the_months_of_one_customer(book, program):
    url = f"/customers/{book.best.pk}/scores"
    assert [row["month"] for row in program(book.director).get(url).json()["items"]] == [
        "2026-11-01"
    ]
    assert program(book.colleague).get(url).status_code == 404


def test_moves_are_listed_and_decided(book, program):
    caller = program(book.director)
    rows = caller.get("/tier-moves?state=waiting").json()["items"]
    row = next(row for row in rows if row["customer"]["id"] == book.best.pk)
    assert (row["before"], row["after"], row["facts"][0]["field"]) == (
        "potential", "strategic", "score",
    )  # fmt: skip
    with clock.at(NIGHT):
        done = caller.post(f"/tier-moves/{row['id']}/approve", {}).json()
    assert (done["state"], done["decided_by"]["id"]) == ("approved", book.director.pk)
    assert Account.objects.get(pk=book.best.pk).tier == "strategic"
    again = caller.post(f"/tier-moves/{row['id']}/approve", {})
    assert (again.status_code, again.json()["code"]) == (422, "move_decided")


def test_a_return_wants_a_reason(book, program):
    move = TierMove.objects.get(account=book.best)
    caller = program(book.approver)
    assert caller.post(f"/tier-moves/{move.pk}/return", {"reason": ""}).status_code == 422
    done = caller.post(f"/tier-moves/{move.pk}/return", {"reason": "合同未签"}).json()
    assert (done["state"], done["comment"]) == ("returned", "合同未签")


def test_who_may_not_decide_is_refused_and_who_may_not_see_finds_nothing(book, program):
    move = TierMove.objects.get(account=book.best)
    url = f"/tier-moves/{move.pk}/approve"
    assert program(book.account_manager).post(url, {}).status_code == 403
    assert program(book.colleague).post(url, {}).status_code == 404


def test_other_rules_are_tried_without_keeping_anything(book, program):
    tiers = weights.with_bounds(rule_sets.in_force().tiers, {"strategic": {"entry": 95}})
    answer = program(book.director).post("/tier-rules/try", {"tiers": tiers}).json()
    assert {row["after"] for row in answer["items"]} == {"key"}
    for person in (book.colleague, book.approver):
        assert program(person).post("/tier-rules/try", {"tiers": tiers}).json()["items"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"tiers": [{"name": "x"}]},
        {"tiers": [{"name": "x", "entry": 5}]},
        {"card": {"dimensions": []}},
        {"card": {"dimensions": [{"name": "x", "measures": [{"measure": "nothing"}]}]}},
        {"card": {"dimensions": [{"name": "x", "measures": [OWN]}]}},
    ],
)
def test_rules_that_cannot_be_computed_are_refused(book, program, given):
    wrong = program(book.director).post("/tier-rules/try", given)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "rules_faulty")
