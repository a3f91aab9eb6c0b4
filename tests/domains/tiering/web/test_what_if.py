"""Rules that are tried: who would move and why; kept as a draft, changed for nobody."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, TODAY, run

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import RuleSet, Score, TierMove
from yingke.domains.tiering.queries import rule_sets, trials
from yingke.domains.tiering.rules import weights
from yingke.foundation.kernel import clock

PAGE = "tiering:what-if"


@pytest.fixture
def scored(book):
    run()
    return book


@pytest.fixture
def asked(client: Client, scored):
    def ask(user, **given: object):
        client.force_login(user)
        with clock.at(NIGHT):
            return client.get(reverse(PAGE), given)

    return ask


def test_the_rules_in_force_move_nobody_else(asked, scored):
    answer = asked(scored.director).context["answer"]
    assert (answer["moved"], answer["rows"], answer["fault"]) == (0, [], "")


def test_another_line_moves_who_is_beyond_it_and_says_that_the_line_did(asked, scored):
    answer = asked(scored.director, entry_strategic=95, exit_strategic=93).context["answer"]
    strategic = Score.objects.filter(total__gte=80, total__lt=95).count()
    assert answer["moved"] == strategic > 0
    assert all(row.why.startswith("进出线") for row in answer["rows"])


def test_other_weights_are_told_by_dimension(asked, scored):
    given = {"w_strategic_value": 5, "w_business_scale": 5, "w_cooperation_depth": 85}
    answer = asked(scored.director, **given, w_innovation=5).context["answer"]
    assert answer["moved"] > 0
    assert all("合作深度" in row.axes and row.why.startswith("权重") for row in answer["rows"])


def test_an_exit_beyond_its_entry_is_said_and_computes_nothing_else(asked, scored):
    answer = asked(scored.director, exit_strategic=99).context["answer"]
    assert "离开线越过了进入线" in answer["fault"]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "viel", ""])
def test_a_slider_that_says_no_number_stays_where_it_was(asked, scored, value):
    answer = asked(scored.director, entry_strategic=value, w_innovation=value)
    assert answer.context["answer"]["moved"] == 0


def test_trying_changes_no_customer_and_keeps_nothing(asked, scored):
    before = list(Account.objects.values_list("pk", "tier", "version"))
    asked(scored.director, entry_strategic=50)
    assert list(Account.objects.values_list("pk", "tier", "version")) == before
    assert RuleSet.objects.count() == 1


def test_what_is_kept_is_a_draft_that_the_next_run_does_not_use(scored, client):
    client.force_login(scored.director)
    client.post(reverse("tiering:keep-rules"), {"entry_strategic": "75", "name": "放宽"})
    draft = rule_sets.draft()
    assert (draft.name, draft.number) == ("放宽", 2)
    bounds = weights.bounds_of(rule_sets.plan_of(draft).rules)
    assert bounds["strategic"]["entry"].bound == 75
    assert run().rule_set.number == 1


def test_who_sees_scores_but_may_not_draft_tries_without_keeping(asked, scored, client):
    page = asked(scored.account_manager)
    assert page.status_code == 200
    assert "存为草稿" not in page.text
    assert client.post(reverse("tiering:keep-rules"), {}).status_code == 404


def test_a_colleague_from_elsewhere_is_told_of_none_of_these_customers(asked, scored):
    answer = asked(scored.colleague, entry_strategic=50).context["answer"]
    assert (answer["moved"], answer["bars"]) == (0, [])


def test_the_same_scores_come_of_the_same_rules(scored):
    done = TierMove.objects.first().run
    plan = rule_sets.plan_of(rule_sets.in_force())
    population = trials.population_of(Score.objects.filter(run=done), TODAY)
    found = population.assigned(plan).scores.total
    kept = dict(Score.objects.values_list("account_id", "total"))
    for place, account in enumerate(population.accounts):
        assert found[place] == pytest.approx(kept[account], abs=1e-6)


def test_ten_thousand_customers_are_answered_within_two_seconds(scored):
    done = TierMove.objects.first().run
    some = Score.objects.filter(run=done).order_by("-total")[0]
    account = Account.objects.get(pk=some.account_id)
    copies = Account.objects.bulk_create(
        [_copy(account, number) for number in range(10_000)], batch_size=2000
    )
    Score.objects.bulk_create(
        [
            Score(
                account=row, month=some.month, run=done, total=some.total, tier=some.tier,
                dimensions=some.dimensions, measures=some.measures, parts=[],
            )
            for row in copies
        ],
        batch_size=2000,
    )  # fmt: skip
    these = rule_sets.plan_of(rule_sets.in_force())
    those = rule_sets.plan(
        weights.weighted(rule_sets.in_force().card, dict.fromkeys(
            [one.name for one in these.card.dimensions], 1
        )),
        rule_sets.in_force().tiers,
    )  # fmt: skip
    began = time.process_time()
    trials.try_rules(done, these, those, on=TODAY)
    assert time.process_time() - began < 2


def _copy(account: Account, number: int) -> Account:
    return Account(
        number=f"X-{number}",
        name=f"客户 {number}",
        sort_key=f"ke hu {number}",
        account_manager_id=account.account_manager_id,
        department_id=account.department_id,
        created_at=account.created_at,
        updated_at=account.updated_at,
    )
