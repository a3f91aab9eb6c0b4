"""Cohorts and rates: exact counts with their intervals, for who sees all customers and sums."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories.commerce import make_paper
from tests.factories.customers import make_account
from tests.factories.identity import make_user

from yingke.domains.commerce.models import Contract, Order
from yingke.domains.tiering.models import SavePlan
from yingke.domains.tiering.queries.rates import latest_cohorts, rates
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)


def order(account, days, amount=1000, **fields):
    return make_paper(Order, account, TODAY - days * DAY, amount=Decimal(amount), **fields)


def test_repurchase_churn_and_order_value_count_each_customer_once():
    loyal, lost, new = make_account(), make_account(), make_account()
    for days in (10, 50, 400):
        order(loyal, days)
    order(lost, 500)
    order(new, 5, amount=4000)
    order(new, 5, amount=9_000_000, currency="USD")
    found = rates(TODAY)
    assert (found.customers.churn.estimate, found.customers.churn.n) == (0.5, 2)
    assert (found.customers.repurchase.estimate, found.customers.repurchase.n) == (0.5, 2)
    assert (found.order_value.estimate, found.order_value.n) == (2000, 3)


def test_a_contract_counts_as_renewed_once_its_time_for_it_is_over():
    first, second, third = make_account(), make_account(), make_account()
    ended = {"ends_on": TODAY - 120 * DAY}
    make_paper(Contract, first, TODAY - 480 * DAY, **ended)
    make_paper(Contract, first, TODAY - 100 * DAY)
    make_paper(Contract, second, TODAY - 480 * DAY, **ended)
    make_paper(Contract, third, TODAY - 480 * DAY, ends_on=TODAY - 30 * DAY)
    found = rates(TODAY).renewals
    assert (found.estimate, found.n) == (0.5, 2)


def test_what_save_plans_rescued_is_summed_over_the_year_they_ended_in():
    manager = make_user()
    for number, (days, state) in enumerate(((20, "kept"), (400, "kept"), (10, "lost"))):
        SavePlan.objects.create(
            account=make_account(),
            cause="竞品",
            alternatives="甲\n乙",
            at_risk=Decimal(100),
            owner=manager,
            opened_on=TODAY - 500 * DAY,
            state=state,
            closed_on=TODAY - days * DAY,
            rescued=Decimal(10 ** (number + 1)),
        )
    assert rates(TODAY).rescued == Decimal(10)


def test_a_cohort_starts_whole_and_later_months_are_its_share():
    one, other = make_account(), make_account()
    make_paper(Order, one, date(2026, 9, 3))
    make_paper(Order, other, date(2026, 9, 20))
    make_paper(Order, one, date(2026, 11, 2))
    ((month, cells),) = latest_cohorts(TODAY)
    assert month == date(2026, 9, 1)
    assert [(cell.age, cell.active.estimate) for cell in cells] == [(0, 1.0), (1, 0.0), (2, 0.5)]


def test_who_sees_all_customers_and_sums_sees_the_page(client):
    order(make_account(), 5)
    expected = {"manager": 200, "account-manager": 404, "coordinator": 404, "guide": 404}
    with clock.at(datetime(2026, 11, 30, 4, tzinfo=UTC)):
        for role, wanted in expected.items():
            client.force_login(make_user(roles=[role]))
            assert client.get(reverse("tiering:rates")).status_code == wanted
