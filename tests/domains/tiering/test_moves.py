"""Moves between tiers: proposed with their reason, decided once, alarms at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.domains.tiering.conftest import NIGHT, rate, run

from yingke.domains.customers.models import Account
from yingke.domains.customers.services import set_tier
from yingke.domains.tiering.models import RuleSet, TierMove, TierStay
from yingke.domains.tiering.services import moves, runs
from yingke.domains.tiering.wording import move_reason
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation


def move_of(account: Account) -> TierMove:
    return TierMove.objects.get(account=account, state="waiting")


def tier_of(account: Account) -> str:
    return Account.objects.get(pk=account.pk).tier


def kinds(account: Account) -> list[str]:
    return list(journal.about("customers.account", account.pk).values_list("kind", flat=True))


@pytest.fixture
def proposed(book) -> TierMove:
    run()
    return move_of(book.best)


@pytest.fixture
def alarmed(book) -> TierMove:
    """The strongest customer under rules whose alarm looks at the industry influence."""
    rules = RuleSet.objects.get()
    rules.tiers[0]["entry"] = [[["industry_influence", ">=", 90]]]
    rules.tiers[0]["exit"] = [[["industry_influence", "<", 80]]]
    rules.save()
    run()
    return move_of(book.best)


def test_a_move_waits_with_its_reason_and_changes_nothing(book, proposed):
    assert (proposed.before, proposed.after, proposed.is_alarm) == ("potential", "strategic", False)
    assert [fact["field"] for fact in proposed.facts] == ["score"]
    assert proposed.facts[0]["value"] == proposed.score >= proposed.facts[0]["bound"] == 80
    assert proposed.stay["days"] > proposed.stay["least"] == 30
    assert move_reason(proposed) == f"价值分 {proposed.score:.1f}，不低于 80"
    assert tier_of(book.best) == "potential"


def test_who_approves_moves_the_customer_once(book, proposed):
    with clock.at(NIGHT):
        moves.approve(actor=book.approver, move_id=proposed.pk)
    assert tier_of(book.best) == "strategic"
    stay = TierStay.objects.get(account=book.best)
    assert (stay.tier, stay.before, stay.until, stay.actor) == (
        "strategic", "potential", None, book.approver,
    )  # fmt: skip
    assert stay.reason == move_reason(proposed)
    assert kinds(book.best).count("customers.tier_changed") == 1
    with pytest.raises(RuleViolation, match="move_decided"):
        moves.approve(actor=book.director, move_id=proposed.pk)


def test_a_returned_move_needs_a_reason_and_rests(book, proposed):
    with pytest.raises(RuleViolation, match="reason_needed"):
        moves.return_move(actor=book.director, move_id=proposed.pk, reason=" ")
    with clock.at(NIGHT):
        moves.return_move(actor=book.director, move_id=proposed.pk, reason="合同未签")
    run()
    assert not TierMove.objects.filter(account=book.best, state="waiting").exists()
    assert tier_of(book.best) == "potential"
    assert "tiering.move_returned" in kinds(book.best)
    later = NIGHT + timedelta(days=31)
    with clock.at(later):
        runs.score_customers(as_of=later.date())
    assert move_of(book.best).after == "strategic"


def test_a_move_that_the_next_run_does_not_make_is_withdrawn(book, proposed):
    rate(book.best, 0, proposed.proposed_at.date())
    run()
    proposed.refresh_from_db()
    assert proposed.state == "withdrawn"


def test_a_move_that_waits_keeps_its_place(book, proposed):
    run()
    assert move_of(book.best).proposed_at == proposed.proposed_at


def test_a_move_from_a_tier_that_was_changed_by_hand_is_refused(book, proposed):
    set_tier(actor=book.director, account_id=book.best.pk, tier="key", reason="框架协议")
    with pytest.raises(RuleViolation, match="tier_changed"):
        moves.approve(actor=book.director, move_id=proposed.pk)


def test_a_change_by_hand_begins_a_new_time_in_the_tier(book):
    set_tier(actor=book.director, account_id=book.best.pk, tier="key", reason="框架协议")
    set_tier(actor=book.director, account_id=book.best.pk, tier="strategic", reason="集团采购")
    first, second = TierStay.objects.filter(account=book.best).order_by("pk")
    assert (first.until, second.until, second.before) == (second.since, None, "key")


def test_the_minimum_stay_holds_a_customer_back(book):
    with clock.at(NIGHT - timedelta(days=29)):
        set_tier(actor=book.director, account_id=book.best.pk, tier="potential", reason="")
        set_tier(actor=book.director, account_id=book.best.pk, tier="key", reason="试")
    run()  # 29 of 90 days
    assert not TierMove.objects.filter(account=book.best).exists()


def test_an_alarm_applies_at_once_and_is_confirmed(book, alarmed):
    assert alarmed.is_alarm
    assert tier_of(book.best) == "at_risk"
    run()
    assert move_of(book.best) == alarmed  # it waits although no run proposes it again
    moves.approve(actor=book.approver, move_id=alarmed.pk)
    assert tier_of(book.best) == "at_risk"
    assert {"customers.tier_changed", "tiering.alarm_confirmed"} <= set(kinds(book.best))


def test_an_alarm_that_is_returned_is_reverted(book, alarmed):
    with clock.at(NIGHT):
        moves.return_move(actor=book.approver, move_id=alarmed.pk, reason="客户停产检修")
    assert tier_of(book.best) == "potential"
    run()
    assert tier_of(book.best) == "potential"


def test_who_may_not_decide_is_refused(book, proposed):
    for actor in (book.account_manager, book.manager, book.colleague, book.stranger):
        with pytest.raises(NotAllowed):
            moves.approve(actor=actor, move_id=proposed.pk)
        with pytest.raises(NotAllowed):
            moves.return_move(actor=actor, move_id=proposed.pk, reason="不同意")
