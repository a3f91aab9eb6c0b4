"""A file is written as a whole or not at all, many rows at once as one by one."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.factories.commerce import make_case, make_paper
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user
from tests.foundation.imports.conftest import one_by_one

from yingke.domains.commerce.models import Order, Payment
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.web.registers import ACCOUNTS, CONTACTS
from yingke.foundation.imports.running import run
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.ui.register import find

CODE = "91320594MA1YK7T25G"


def outcome_of(register, lines, user, *, updates=True):
    """What a run finds and what it leaves in the tables, taken back again."""
    with transaction.atomic():
        numbered = list(enumerate(lines, start=2))
        outcome = run(register, numbered, reader=user, actor=user, updates=updates)
        model = register.model
        hidden = {"id", "created_at", "updated_at", "root_id", "parent_id", "account_id"}
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in hidden]
        rows = list(model.objects.order_by("pk").values(*columns))
        kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
        transaction.set_rollback(True)
    counts = outcome.added, outcome.changed, outcome.unchanged
    effects = [(e.is_new, e.before, e.after) for e in outcome.effects if not e.is_new]
    problems = [asdict(one) for one in outcome.problems]
    return counts, problems, effects, outcome.seen, rows, kinds


def accounts(user, unit):
    """Good and bad lines of every kind."""
    other = make_user(name="宋立轩", email="song@company.example")
    make_user(name="重名", email="a@company.example")
    make_user(name="重名", email="b@company.example")
    make_account("老客户", number="K-1", manager=user, department=unit, note="旧")
    make_account("没变", number="K-2", manager=user, department=unit)
    base = {"department": "key"}
    return [
        {**base, "number": "K-1", "name": "老客户", "account_manager": "宋立轩", "note": "新"},
        {**base, "number": "K-2", "name": "没变"},
        {**base, "number": "K-3", "name": "新集团", "industry": "能源"},
        {**base, "number": "K-4", "name": "新集团子公司", "parent": "新集团"},
        {**base, "number": "K-5", "name": "", "industry": "能原"},
        {**base, "number": "K-6", "name": "码错", "credit_code": CODE[:-1] + "H"},
        {**base, "number": "K-7", "name": "不明", "account_manager": "重名"},
        {**base, "number": "K-8", "name": "不明", "account_manager": str(other.pk)},
        {**base, "number": "K-3", "name": "键重复"},
        {"number": "K-9", "name": "缺部门", "department": None},
        {**base, "number": "K-10", "name": "年份错", "customer_since": "1200"},
    ]


@pytest.mark.django_db
def test_many_customers_at_once_end_as_one_by_one(user, unit):
    lines = accounts(user, unit)
    many = outcome_of(ACCOUNTS, lines, user)
    single = outcome_of(one_by_one(ACCOUNTS), lines, user)
    assert many == single
    (added, changed, unchanged), problems = many[:2]
    assert (added, changed, unchanged) == (2, 1, 1)
    assert [(one["line"], one["field"], one["cause"]) for one in problems] == [
        (6, "name", "required"),
        (6, "industry", "invalid_choice"),
        (7, "credit_code", "invalid"),
        (8, "account_manager", "ambiguous"),
        (9, "account_manager", "invalid_choice"),
        (10, "", "repeated"),
        (11, "department", "required"),
        (12, "customer_since", "min_value"),
    ]
    assert problems[1]["suggestion"] == "能源"
    assert problems[5]["same_as"] == 4


@pytest.mark.django_db
def test_many_contacts_at_once_end_as_one_by_one(user, unit):
    account = make_account("华晟", number="K-1", manager=user, department=unit)
    make_contact(account, "林国栋", title="经理")
    lines = [
        {"account": "K-1", "name": "林国栋", "title": "总经理", "phone": "138 1234 5678"},
        {"account": "K-1", "name": "周敏", "title": "", "phone": ""},
        {"account": "K-1", "name": "王强", "title": "", "phone": "12"},
        {"account": "K-2", "name": "谁", "title": "", "phone": ""},
    ]
    many = outcome_of(CONTACTS, lines, user)
    assert many == outcome_of(one_by_one(CONTACTS), lines, user)
    assert many[0] == (1, 1, 0)
    assert [(one["line"], one["field"]) for one in many[1]] == [(4, "phone"), (5, "account")]


@pytest.mark.django_db
def test_without_updates_a_known_row_that_would_change_is_bad(user, unit):
    make_account("老客户", number="K-1", manager=user, department=unit)
    lines = [
        {"number": "K-1", "name": "老客户", "department": "key"},
        {"number": "K-1", "name": "改名", "department": "key"},
    ]
    for register in (ACCOUNTS, one_by_one(ACCOUNTS)):
        same = outcome_of(register, lines[:1], user, updates=False)
        assert (same[0], same[1]) == ((0, 0, 1), [])
        refused = outcome_of(register, lines[1:], user, updates=False)
        assert [one["cause"] for one in refused[1]] == ["exists"]


@pytest.mark.django_db
def test_a_row_is_found_by_the_credit_code_where_the_file_has_no_number(user, unit):
    account = make_account("旧名", credit_code=CODE, manager=user, department=unit)
    found = outcome_of(ACCOUNTS, [{"credit_code": CODE, "name": "新名"}], user)
    assert found[0] == (0, 1, 0)
    assert [row["name"] for row in found[4]] == ["新名"]
    assert Account.objects.get() == account
    assert not Contact.objects.exists()


def papers(account):
    """Lines of each register of what was sold and said: new, changed, unchanged and bad ones."""
    make_paper(Order, account, number="O-1", title="旧")
    make_paper(Payment, account, number="Z-1")
    make_case(account, number="G-1", opened_at=clock.now())
    person = make_contact(account, "林国栋")
    base = {"account": account.number}
    return {
        "orders": [
            {**base, "number": "O-1", "title": "新", "ordered_on": "2026/3/2", "amount": "1000"},
            {**base, "number": "O-2", "title": "", "ordered_on": "20260302", "amount": "1,5"},
            {**base, "number": "O-3", "title": "", "ordered_on": "2030-01-01", "amount": "5"},
            {"account": "不存在", "number": "O-4", "ordered_on": "2026-01-01", "amount": "5"},
            {**base, "number": "O-5", "title": "", "ordered_on": "2026年1月5日", "amount": "5.50"},
        ],
        "payments": [
            {**base, "number": "Z-1", "due_on": "2026-03-02", "amount": "1000"},
            {**base, "number": "Z-2", "due_on": "2026-03-02", "amount": "7", "paid_on": "2035-1-1"},
            {**base, "number": "Z-3", "due_on": "2026-03-02", "amount": "7", "order": "O-1"},
        ],
        "cases": [
            {**base, "number": "G-1", "title": "改了", "opened_at": "2026-01-05 09:00"},
            {**base, "number": "G-2", "title": "新", "opened_at": "2026-01-05 09:00"},
            {**base, "number": "G-3", "title": "新", "opened_at": "2035-01-05 09:00"},
        ],
        "interactions": [
            {**base, "number": "I-1", "contact": person.name, "held_at": "2026-01-05 09:00"},
            {**base, "number": "I-2", "contact": "谁", "held_at": "2026-01-05 09:00"},
            *(
                {**base, "number": f"P-{n}", "state": "planned", "held_at": f"2026-09-07 1{n}:00"}
                for n in range(7)
            ),
            {**base, "number": "I-3", "state": "held", "held_at": "2035-01-05 09:00"},
        ],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["orders", "payments", "cases", "interactions"])
def test_many_papers_and_contacts_at_once_end_as_one_by_one(unit, code):
    admin = make_user(roles=["admin", "finance", "coordinator", "director"])
    account = make_account("华晟", number="K-1", manager=admin, department=unit)
    with clock.at(datetime(2026, 8, 3, 9, tzinfo=UTC)):
        lines, kind = papers(account)[code], find(code)
        many = outcome_of(kind, lines, admin)
        assert kind.save_many is not None
        assert many == outcome_of(one_by_one(kind), lines, admin)
    assert min(many[0][0], len(many[1])) > 0
