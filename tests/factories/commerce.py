"""Orders, contracts and payments for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.customers import make_account

from yingke.domains.commerce.models import Contract, Order, Payment, Project, Quote
from yingke.domains.customers.models import Account
from yingke.domains.service.models import Case

_numbers = count(1)
DAYS = {
    Order: "ordered_on",
    Payment: "due_on",
    Contract: "signed_on",
    Project: "started_on",
    Quote: "quoted_on",
}


def make_paper(
    model: type[Any], account: Account | None = None, day: date = date(2026, 3, 2), **fields: Any
) -> Any:
    """A row of one of the papers on its day; 1,000 yuan where it has an amount."""
    if model is not Project:
        fields.setdefault("amount", Decimal(1000))
    number = fields.pop("number", f"P-{next(_numbers):05}")
    fields.setdefault(DAYS[model], day)
    return model.objects.create(number=number, account=account or make_account(), **fields)


def make_case(account: Account | None = None, **fields: Any) -> Case:
    """A service case; it needs `opened_at`."""
    number = fields.pop("number", f"G-{next(_numbers):05}")
    fields.setdefault("title", "通讯中断")
    return Case.objects.create(number=number, account=account or make_account(), **fields)
