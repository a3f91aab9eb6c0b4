"""Why is this customer in the strategic core, and what would make it leave?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.domains.tiering.conftest import NIGHT, Book, make_book, run

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import TierMove
from yingke.domains.tiering.services import moves
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[[User], Page]


@pytest.fixture
def book() -> Book:
    with clock.at(NIGHT):
        found = make_book()
        run()
    return found


@pytest.fixture
def desk(chromium: Browser, live_server, assets) -> Iterator[Desk]:
    """A person's desk."""
    context = chromium.new_context(timezone_id="Asia/Shanghai", base_url=live_server.url)

    def open_desk(person: User) -> Page:
        client = Client()
        client.force_login(person)
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        return context.new_page()

    yield open_desk
    context.close()


def test_why_is_this_customer_strategic_and_what_would_make_it_leave(desk, book):
    move = TierMove.objects.get(account=book.best)
    with clock.at(NIGHT):
        moves.approve(actor=book.approver, move_id=move.pk)
    page = desk(book.account_manager)
    page.goto(f"/customers/{book.best.pk}/")
    expect(page.locator(".page-header")).to_contain_text("战略核心层")

    card = page.locator("#tier")
    for words in ("价值分 90.9，不低于 80", "同层 1 家中第 1 位", "价值分低于 72", "还差 18.9 分"):
        expect(card).to_contain_text(words)
    drawing = card.locator("svg.score-bar")
    expect(drawing).to_have_attribute("aria-label", re.compile("^价值分 90.9：战略价值"))

    radar = page.locator("#radar")
    radar.locator("#axis-business_scale summary").click()
    radar.get_by_role("link", name="近 12 个月订单数").click()
    expect(page.locator("tbody tr")).to_have_count(24)
    expect(page.locator("main")).to_contain_text("近 365 天内 24 条")


def test_moves_are_decided_by_keys_and_rules_tried_by_sliders(desk, book):
    page = desk(book.director)
    page.goto("/tiers/")
    first = TierMove.objects.filter(state="waiting").order_by("-is_alarm", "proposed_at", "pk")[0]
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#toasts")).to_contain_text("变动已通过")
    assert Account.objects.get(pk=first.account_id).tier == first.after

    page.goto("/tiers/what-if/")
    answer = page.locator("#answer")
    expect(answer.locator(".kpi-value").first).to_have_text("0")
    slider = page.locator("#entry_strategic")
    slider.focus()
    for _press in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(answer).to_contain_text("进出线")
    weight = page.locator("#w_innovation")
    weight.focus()
    page.keyboard.press("Shift+ArrowRight")
    values = page.locator("[data-weight]").evaluate_all("all => all.map(one => Number(one.value))")
    assert abs(sum(values) - 100) <= 1
    assert values[-1] == 20
