"""A file is written as a whole or not at all, many rows at once as one by one."""

from dataclasses import asdict

import pytest
from django.db import transaction
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user
from tests.foundation.imports.conftest import one_by_one

from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.web.registers import ACCOUNTS, CONTACTS
from yingke.foundation.imports.running import run
from yingke.foundation.journal.models import Entry

CODE = "91320594MA1YK7T25G"


def outcome_of(register, lines, user, *, updates=True):
    """What a run finds and what it leaves in the tables, taken back again."""
    with transaction.atomic():
        numbered = list(enumerate(lines, start=2))
        outcome = run(register, numbered, reader=user, actor=user, updates=updates)
        model = register.model
        hidden = {"id", "created_at", "updated_at", "root_id", "parent_id", "account_id"}
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in hidden]
        rows = list(model.objects.order_by("sort_key", "pk").values(*columns))
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
