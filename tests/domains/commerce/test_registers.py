"""Orders, payments, contracts, projects and quotes: who sees, who edits, lists and files."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.commerce import DAYS, make_paper
from tests.factories.customers import make_account
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.commerce import queries
from yingke.domains.commerce.models import Contract, Order, Payment, Project
from yingke.domains.commerce.web.registers import CONTRACTS, ORDERS, PAYMENTS, PROJECTS, QUOTES
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
REGISTERS = [ORDERS, PAYMENTS, CONTRACTS, PROJECTS, QUOTES]


@pytest.fixture
def keeper():
    return make_user("财务", roles=["finance"])


@pytest.fixture
def manager():
    return make_user("客户经理", roles=["account-manager"])


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.code)
def test_the_list_costs_the_same_for_one_row_and_for_three(client, keeper, register):
    client.force_login(keeper)
    same_queries(client, register.url("list"), lambda name: make_paper(register.model, title=name))


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.code)
def test_a_row_is_seen_with_its_customer_and_edited_by_who_keeps_the_books(
    client, keeper, manager, register
):
    row = make_paper(register.model, make_account(manager=manager))
    pages = [register.url(page, row.pk) for page in ("detail", "edit", "history")]
    expected = {
        keeper: [200, 200, 200],
        manager: [200, 403, 403],
        make_user(roles=["account-manager"]): [404, 404, 404],
        make_user(roles=["coordinator"]): [404, 404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.code)
def test_who_does_not_keep_the_books_saves_nothing(manager, register):
    columns = {"number": "X-1", "account_id": make_account(manager=manager).pk}
    with pytest.raises(NotAllowed):
        register.save(actor=manager, **columns)


def test_an_order_is_saved_once_under_its_number_and_belongs_to_its_customer(keeper):
    account = make_account()
    columns = {
        "number": "DD-1",
        "account_id": account.pk,
        "ordered_on": date(2026, 3, 2),
        "amount": Decimal("120000.50"),
    }
    order = ORDERS.save(actor=keeper, **columns)
    with pytest.raises(RuleViolation, match="taken"):
        ORDERS.save(actor=keeper, **columns)
    ORDERS.save(actor=keeper, pk=order.pk, version=1, amount=Decimal(90000))
    entry = journal.in_context(keeper, "customers.account", account.pk).first()
    assert entry.event.before == {"amount": Decimal("120000.50")}


def test_only_readers_of_commerce_find_its_entries_in_the_history_of_a_customer(manager, keeper):
    account = make_account(manager=manager)
    columns = {"number": "DD-1", "account_id": account.pk, "amount": Decimal(1)}
    ORDERS.save(actor=keeper, ordered_on=date(2026, 3, 2), **columns)
    host = make_user(roles=["coordinator"])
    about = "customers.account", account.pk
    assert journal.in_context(manager, *about).count() == 1
    assert journal.in_context(host, *about).count() == 0


def test_revenue_counts_the_orders_of_the_period_in_one_currency(manager):
    mine, other = make_account(manager=manager), make_account()
    make_paper(Order, mine, date(2026, 1, 1), amount=Decimal("10.10"))
    make_paper(Order, mine, date(2026, 12, 31), amount=Decimal("20.20"))
    make_paper(Order, mine, date(2027, 1, 1), amount=Decimal(400))
    make_paper(Order, mine, date(2026, 5, 1), amount=Decimal(800), currency="USD")
    make_paper(Order, other, date(2026, 5, 1), amount=Decimal(1600))
    found = queries.revenue(
        manager, [mine.pk, other.pk], since=date(2026, 1, 1), until=date(2027, 1, 1)
    )
    assert found == {mine.pk: Decimal("30.30")}


def test_contracts_are_found_by_number_subject_and_customer(client, keeper):
    client.force_login(keeper)
    contract = make_paper(Contract, make_account("华晟新能源集团"), title="年度框架协议")
    make_paper(Contract, make_account("宁德储能"))
    for typed in (contract.number, "框架", "huasheng"):
        found = client.get("/customers/contracts/options/", {"q": typed}).json()["options"]
        assert [one["value"] for one in found] == [contract.pk]


def test_the_customer_page_shows_what_was_bought_and_what_is_overdue(client, manager):
    client.force_login(manager)
    account = make_account(manager=manager)
    make_paper(Order, account, title="储能变流器", amount=Decimal(120000))
    make_paper(Payment, account, date(2026, 1, 5), number="HK-9")
    text = client.get(f"/customers/{account.pk}/").text
    assert "储能变流器" in text
    assert "HK-9" in text


def test_every_paper_has_its_day():
    assert set(DAYS) == set(queries.KINDS) >= {Project}
