"""A few dozen customers with ratings, scored in the last night of November."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from tests.factories.commerce import make_paper
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_unit, make_user
from tests.scenes import Stage

from yingke.domains.commerce.models import Order
from yingke.domains.customers.models import Account, Interaction
from yingke.domains.tiering.models import Rating, Run
from yingke.domains.tiering.services import runs
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

FOUNDED = datetime(2025, 1, 1, tzinfo=UTC)
NIGHT = datetime(2026, 11, 29, 19, 12, tzinfo=UTC)  # 03:12 in Shanghai
TODAY = date(2026, 11, 30)
SIZE = 24


@dataclass
class Book:
    """The customers from the weakest to the strongest, and who looks at them."""

    accounts: list[Account]
    director: User
    approver: User
    manager: User
    account_manager: User
    colleague: User
    stranger: User

    @property
    def best(self) -> Account:
        return self.accounts[-1]


def rate(account: Account, score: int, on: date = date(2026, 6, 1), **more: object) -> None:
    """Both aspects of a customer by one rater."""
    for aspect in ("industry_influence", "strategic_fit"):
        Rating.objects.create(account=account, aspect=aspect, score=score, rated_on=on, **more)


def deal(account: Account, times: int, last: date = TODAY - timedelta(days=30)) -> None:
    """Orders and calls every ten days, the latest on a day; each order 10,000.10 yuan."""
    person = make_contact(account)
    for number in range(times):
        day = last - timedelta(days=10 * number)
        make_paper(Order, account, day, amount=Decimal("10000.10"))
        Interaction.objects.create(
            number=f"I-{account.pk}-{number}",
            account=account,
            contact=person,
            held_at=datetime.combine(day, time(9), UTC),
        )


def make_book() -> Book:
    """Customer n has 4 n points in both aspects, n + 1 orders and calls; all are "potential"."""
    sales, plant = make_unit(name="大客户部"), make_unit(name="制造部")
    manager = make_user(name="林慧敏", roles=("account-manager",), unit=sales)
    with clock.at(FOUNDED):
        accounts = [
            make_account(f"客户{n:02}", manager=manager, department=sales, tier="potential")
            for n in range(SIZE)
        ]
    for n, account in enumerate(accounts):
        rate(account, 4 * n)
        deal(account, n + 1)
    return Book(
        accounts=accounts,
        director=make_user(name="陈雨桐", roles=("director",)),
        approver=make_user(name="周国栋", roles=("approver",)),
        manager=make_user(name="沈弘文", roles=("manager",)),
        account_manager=manager,
        colleague=make_user(name="局外同事", roles=("account-manager",), unit=plant),
        stranger=make_user(name="陌生人"),
    )


@pytest.fixture(scope="module")
def shared_book(stage: Stage) -> Book:
    with stage():
        return make_book()


@pytest.fixture
def book(shared_book: Book, db: None) -> Book:
    return deepcopy(shared_book)


def run(as_of: date = TODAY) -> Run:
    """Score as of a day, in the night of `TODAY`."""
    with clock.at(NIGHT):
        return runs.score_customers(as_of=as_of)
