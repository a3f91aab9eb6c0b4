"""Who may do what with scores, tiers and rules: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from tests import permission_table as table
from tests.domains.tiering.conftest import run
from tests.factories.identity import make_user

from yingke.domains.tiering.models import RuleSet, TierMove
from yingke.domains.tiering.rules import weights
from yingke.domains.tiering.services import moves, ratings, rule_sets, runs
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

TABLE = """
                                 dir app man acc coo adm col str
runs.request_run                  ✓   ✓   ✓   ·   ·   ·   ·   ·
moves.approve                     ✓   ✓   ·   ·   ·   ·   ·   ·
moves.return_move                 ✓   ✓   ·   ·   ·   ·   ·   ·
rule_sets.draft_rules             ✓   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.save_rules              ✓   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.compare_dimensions      ✓   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.weigh_by_entropy        ✓   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.submit_rules            ✓   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.return_rules            ·   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.approve_rules           ·   ✓   ✓   ·   ·   ·   ·   ·
rule_sets.discard_rules           ✓   ✓   ✓   ·   ·   ·   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)


@dataclass
class Desk:
    """What lies before whoever tries: a move that waits, a draft, and one that is submitted."""

    people: dict[str, User]
    account_id: int
    move: TierMove
    draft: RuleSet
    author: User

    def submitted(self) -> RuleSet:
        return rule_sets.submit_rules(
            actor=self.author, rule_set_id=self.draft.pk, version=self.draft.revision
        )


@pytest.fixture
def desk(book) -> Desk:
    run()
    author = make_user(name="起草人", roles=("director",))
    people = {
        "dir": book.director,
        "app": book.approver,
        "man": book.manager,
        "acc": book.account_manager,
        "coo": make_user(name="李思远", roles=("coordinator",)),
        "adm": make_user(name="管理员", roles=("admin",)),
        "col": book.colleague,
        "str": book.stranger,
    }
    move = TierMove.objects.get(account=book.best, state="waiting")
    return Desk(people, book.best.pk, move, rule_sets.draft_rules(actor=author), author)


def _approve_rules(desk: Desk, person: User) -> Any:
    row = desk.submitted()
    return rule_sets.approve_rules(actor=person, rule_set_id=row.pk, version=row.revision)


def _compare(desk: Desk, person: User) -> Any:
    said = [(a, b, 1.0) for a, b in weights.pairs(desk.draft.card)]
    return rule_sets.compare_dimensions(actor=person, rule_set_id=desk.draft.pk, said=said)


ACTS: dict[str, Callable[[Desk, User], Any]] = {
    "runs.request_run": lambda desk, person: runs.request_run(actor=person),
    "moves.approve": lambda desk, person: moves.approve(actor=person, move_id=desk.move.pk),
    "moves.return_move": lambda desk, person: moves.return_move(
        actor=person, move_id=desk.move.pk, reason="先观察"
    ),
    "rule_sets.draft_rules": lambda desk, person: rule_sets.draft_rules(actor=person),
    "rule_sets.save_rules": lambda desk, person: rule_sets.save_rules(
        actor=person, rule_set_id=desk.draft.pk, name="新规则"
    ),
    "rule_sets.compare_dimensions": _compare,
    "rule_sets.weigh_by_entropy": lambda desk, person: rule_sets.weigh_by_entropy(
        actor=person, rule_set_id=desk.draft.pk, run_id=desk.move.run_id
    ),
    "rule_sets.submit_rules": lambda desk, person: rule_sets.submit_rules(
        actor=person, rule_set_id=desk.draft.pk, version=desk.draft.revision
    ),
    "rule_sets.return_rules": lambda desk, person: rule_sets.return_rules(
        actor=person, rule_set_id=desk.submitted().pk, reason="再看看"
    ),
    "rule_sets.approve_rules": _approve_rules,
    "rule_sets.discard_rules": lambda desk, person: rule_sets.discard_rules(
        actor=person, rule_set_id=desk.draft.pk
    ),
}


def test_each_verb_is_for(desk):
    found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    services = (moves, rule_sets, runs)
    assert table.verbs_of(services) == {row.verb for row in ROWS} == set(ACTS)


def test_who_sees_a_customer_rates_it_and_edits_only_their_own_rating(desk):
    def rate(person: User) -> Any:
        return ratings.save_rating(
            actor=person,
            account_id=desk.account_id,
            aspect="strategic_fit",
            score=80,
            rated_on=date(2026, 1, 5),
        )

    assert table.who_may(rate, desk.people) == ("dir", "man", "acc")
    row = rate(desk.people["acc"])
    assert (row.rater, row.score) == (desk.people["acc"], 80)
    edited = table.who_may(
        lambda person: ratings.save_rating(actor=person, pk=row.pk, score=70), desk.people
    )
    assert edited == ("acc",)


def test_a_rating_of_tomorrow_is_refused(desk):
    with pytest.raises(RuleViolation, match="rated_in_the_future"):
        ratings.save_rating(
            actor=desk.people["acc"],
            account_id=desk.account_id,
            aspect="strategic_fit",
            score=80,
            rated_on=clock.today(UTC) + timedelta(days=2),
        )
