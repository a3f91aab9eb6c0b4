"""Scorecards and tier rules: drafted, submitted, approved by another person, then in force."""

from __future__ import annotations

import pytest
from tests.domains.tiering.conftest import NIGHT, run

from yingke.domains.tiering.models import RuleSet, Score
from yingke.domains.tiering.queries import rule_sets as queries
from yingke.domains.tiering.rules import weights
from yingke.domains.tiering.services import rule_sets as services
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

NAMES = ("strategic_value", "business_scale", "cooperation_depth", "innovation")
EVEN = dict.fromkeys(NAMES, 25)


@pytest.fixture
def draft(book) -> RuleSet:
    return services.draft_rules(actor=book.director)


def saved(book, draft, **values) -> RuleSet:
    return services.save_rules(actor=book.director, rule_set_id=draft.pk, **values)


def test_the_first_version_has_four_dimensions_and_the_four_tiers(db):
    first = queries.in_force()
    assert weights.weights_of(first.card) == dict(zip(NAMES, (0.3, 0.3, 0.25, 0.15), strict=True))
    assert queries.plan_of(first).rules.names == ("at_risk", "strategic", "key", "potential")
    assert services.faults_of(first) == []


def test_there_is_one_draft_and_it_changes_no_score(book, draft):
    assert services.draft_rules(actor=book.manager) == draft
    saved(book, draft, weights=EVEN, bounds={"strategic": {"entry": 70, "exit": 60, "stay": 10}})
    assert queries.in_force().number == 1
    assert run().rule_set_id == queries.in_force().pk
    draft.refresh_from_db()
    assert weights.weights_of(draft.card) == dict.fromkeys(NAMES, 0.25)
    strategic = queries.plan_of(draft).rules.tiers[1]
    assert (str(strategic.entry[0][0]), str(strategic.exit[0][0]), strategic.minimum_stay) == (
        "score >= 70", "score < 60", 10,
    )  # fmt: skip


def test_values_that_cannot_hold_are_refused(book, draft):
    for values in (
        {"bounds": {"strategic": {"exit": 90}}},  # leaves whom it lets in
        {"weights": dict.fromkeys(NAMES, 0)},
        {"weights": {"business_scale": 1}},
    ):
        with pytest.raises(RuleViolation, match="rules_faulty"):
            saved(book, draft, **values)


def test_comparisons_give_weights_where_they_are_consistent(book, draft):
    said = [(a, b, 1.0) for a, b in weights.pairs(draft.card)]
    said[0] = (*said[0][:2], 3.0)
    found = services.compare_dimensions(actor=book.director, rule_set_id=draft.pk, said=said)
    assert found.weighting == "comparison"
    given = weights.weights_of(found.card)
    assert given["strategic_value"] > given["cooperation_depth"] > given["business_scale"]
    circle = {0: 9.0, 1: 1 / 9, 3: 9.0}  # a over b over c over a
    absurd = [(a, b, circle.get(n, 1.0)) for n, (a, b) in enumerate(weights.pairs(draft.card))]
    with pytest.raises(RuleViolation, match="comparisons_inconsistent"):
        services.compare_dimensions(actor=book.director, rule_set_id=draft.pk, said=absurd)


def test_submitted_rules_are_frozen_until_another_person_decides(book, draft):
    row = services.submit_rules(
        actor=book.manager, rule_set_id=draft.pk, version=draft.revision, back_test={"n": 1}
    )
    with pytest.raises(RuleViolation, match="rules_submitted"):
        saved(book, draft, weights=EVEN)
    with pytest.raises(RuleViolation, match="own_rules"):
        services.approve_rules(actor=book.manager, rule_set_id=row.pk, version=row.revision)
    with pytest.raises(NotAllowed):
        services.approve_rules(actor=book.director, rule_set_id=row.pk, version=row.revision)
    services.return_rules(actor=book.approver, rule_set_id=row.pk, reason="先看半年数据")
    row = saved(book, draft, weights=EVEN)
    row = services.submit_rules(actor=book.manager, rule_set_id=row.pk, version=row.revision)
    with clock.at(NIGHT):
        services.approve_rules(actor=book.approver, rule_set_id=row.pk, version=row.revision)
    done = run()
    assert done.rule_set.number == 2
    assert Score.objects.filter(run=done).exists()


def test_a_draft_can_be_discarded_and_only_by_who_may_edit(book, draft):
    with pytest.raises(NotAllowed):
        services.discard_rules(actor=book.account_manager, rule_set_id=draft.pk)
    services.discard_rules(actor=book.director, rule_set_id=draft.pk)
    assert queries.draft() is None
