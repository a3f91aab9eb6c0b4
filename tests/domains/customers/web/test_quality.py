"""Data quality and the tree of a group, for insiders, a colleague and a stranger."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories.commerce import make_paper
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_unit, make_user

from yingke.domains.commerce.models import Order
from yingke.domains.customers.models import Account
from yingke.domains.customers.queries import quality
from yingke.domains.customers.queries.groups import group_tree
from yingke.domains.customers.rules.completeness import completeness
from yingke.domains.customers.terms import Tier
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user("客户经理", roles=["account-manager"])


@pytest.fixture
def director():
    return make_user("总监", roles=["director"])


@pytest.fixture
def accounts(manager):
    """A complete customer, one that lacks much, and one of somebody else."""
    unit = make_unit("大客户部")
    full = make_account(
        "甲",
        manager=manager,
        department=unit,
        credit_code="91110000600037341L",
        industry="energy",
        size="large",
        address="苏州市吴中区",
        website="https://a.example",
        short_name="甲",
        customer_since=2020,
    )
    make_contact(full, phone="+8613812345678", is_decision_maker=True)
    poor = make_account("乙", manager=manager, department=unit, tier=Tier.STRATEGIC)
    make_contact(poor, "前任", phone="+8613812345679", active=False)
    other = make_account("丙", department=unit, size="small")
    return full, poor, other


def test_the_database_rates_as_the_rule_does(accounts, director):
    rows = {row.name: row for row in quality.to_complete(director)}
    assert set(rows) == {"乙", "丙"}
    for row in rows.values():
        assert row.complete == completeness(quality.known_of(row))
    assert quality.known_of(rows["丙"]) == {"size"}
    assert quality.rated(director).get(name="甲").complete == 100


def test_the_most_urgent_comes_first_and_a_reader_sees_only_their_own(accounts, director, manager):
    assert [row.name for row in quality.to_complete(director)] == ["乙", "丙"]
    assert [row.name for row in quality.to_complete(manager)] == ["乙"]
    assert quality.of_owner(manager) == (2, 1)
    assert {share.key: share.known for share in quality.by_field(director)}["size"] == 66
    assert [row.name for row in quality.to_complete(director, field="size")] == ["乙"]


def test_freshness_is_the_share_that_was_looked_at_lately(accounts, director):
    Account.objects.filter(name="乙").update(updated_at=clock.now() - timedelta(days=366))
    assert quality.summary(director).fresh == 66


def test_the_page_leads_to_the_field_and_costs_the_same_for_more_rows(
    client, accounts, manager, django_assert_max_num_queries
):
    client.force_login(manager)
    client.get("/customers/quality/")
    with django_assert_max_num_queries(16):
        page = client.get("/customers/quality/?mine=1")
    assert f"/customers/{accounts[1].pk}/edit/#id_credit_code" in page.text
    assert "丙" not in page.text
    assert "您的 2 家客户中有 1 家资料不全" in client.get("/").text
    client.force_login(make_user())
    assert client.get("/customers/quality/").status_code == 404


def test_sums_of_a_group_count_only_what_the_reader_may_see(client, manager, director):
    top = make_account("集团", manager=manager)
    hidden = make_account("隐藏", parent=top)
    leaf = make_account("末级", manager=manager, parent=hidden)
    today = clock.now().date()
    for account, amount in ((top, 1), (hidden, 20), (leaf, 300)):
        make_paper(Order, account, date(today.year, today.month, 1), amount=Decimal(amount))
    (root,) = group_tree(director, leaf)
    assert (root.size, root.total["revenue"], root.own["revenue"]) == (3, 321, 1)
    roots = group_tree(manager, leaf)
    assert sum(one.total["revenue"] for one in roots) == 301
    assert sum(one.size for one in roots) == 2
    client.force_login(manager)
    shown = client.get(f"/customers/{leaf.pk}/group/").text
    assert "末级" in shown
    assert "隐藏" not in shown
    alone = make_account("独立", manager=manager)
    assert client.get(f"/customers/{alone.pk}/group/").status_code == 404
    client.force_login(make_user())
    assert client.get(f"/customers/{leaf.pk}/group/").status_code == 404
