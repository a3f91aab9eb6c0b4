"""What followed: the back-test of rules, and a trial beside matched customers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, SIZE, TODAY, run
from tests.factories.commerce import make_paper

from yingke.domains.commerce.models import Order
from yingke.domains.tiering.models import Score
from yingke.domains.tiering.queries import back_tests, experiments, rule_sets, scores
from yingke.foundation.kernel import clock

EARLIER = date(2025, 11, 30)


@pytest.fixture
def a_year(book):
    """Each customer ordered before the earlier month's end; the weaker half never since."""
    Order.objects.all().delete()
    for n, account in enumerate(book.accounts):
        make_paper(Order, account, date(2025, 9, 1), amount=Decimal(1000 * (n + 1)))
        make_paper(Order, account, date(2025, 10, 1), amount=Decimal(500))
        if n >= SIZE // 2:
            make_paper(Order, account, date(2026, 3, 1), amount=Decimal(2000))
    run(EARLIER)
    run()
    return book


def test_a_back_test_counts_what_became_of_the_tiers_of_a_year_ago(a_year):
    past = back_tests.past_before(scores.latest_run())
    assert (past.at, past.known_until, len(past.places)) == (EARLIER, TODAY, SIZE)
    found = back_tests.back_test_of(past, rule_sets.plan_of(rule_sets.in_force()), "churned")
    kept = dict(Score.objects.filter(month=date(2025, 11, 1)).values_list("account_id", "tier"))
    gone = {account.pk for account in a_year.accounts[: SIZE // 2]}
    for one in found.tiers:
        members = [pk for pk, tier in kept.items() if tier == one.tier]
        assert one.accounts == len(members)
        if members:
            share = sum(pk in gone for pk in members) / len(members)
            assert one.outcomes["churned"].estimate == pytest.approx(share)
    assert not any(one.outcomes["churned"].enough for one in found.tiers)  # so few


def test_without_a_year_there_is_no_back_test(book):
    run()
    assert back_tests.past_before(scores.latest_run()) is None


def test_the_page_says_that_so_few_are_not_enough(a_year, client):
    client.force_login(a_year.director)
    with clock.at(NIGHT):
        assert client.get(reverse("tiering:board")).context["tested"]["rows"][0].tone == "amber"


def test_a_trial_compares_the_chosen_with_look_alikes(a_year):
    (then,) = experiments.months(scores.latest_run())
    chosen = [account.pk for account in a_year.accounts[::2]]
    found = experiments.compare(then, TODAY, chosen)
    assert (found.at, found.treated, found.others) == (EARLIER, SIZE // 2, SIZE // 2)
    treated, controls = found.comparison.pairs.T
    assert len(set(controls)) == len(controls)
    assert not set(treated) & set(controls)


def test_a_trial_of_everyone_has_nobody_to_compare_with(a_year):
    (then,) = experiments.months(scores.latest_run())
    everyone = [account.pk for account in a_year.accounts]
    assert experiments.compare(then, TODAY, everyone).comparison is None


def test_the_page_of_a_trial_says_what_it_cannot_show(a_year, client):
    numbers = " ".join(account.number for account in a_year.accounts[::2])
    client.force_login(a_year.director)
    with clock.at(NIGHT):
        page = client.get(reverse("tiering:trial"), {"numbers": numbers})
    assert page.context["found"]["treated"] == SIZE // 2
    assert "客户并非抽签选出" in page.text


def test_a_trial_is_for_who_sees_all_customers_and_their_orders(a_year, client):
    for person in (a_year.account_manager, a_year.approver, a_year.colleague, a_year.stranger):
        client.force_login(person)
        assert client.get(reverse("tiering:trial")).status_code == 404
