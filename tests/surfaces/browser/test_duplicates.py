"""Two customers that are one are merged by keyboard, and the merge is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.factories.customers import make_account, make_contact, make_pair
from tests.factories.identity import make_user

from yingke.domains.customers.models import Account, Contact, DuplicatePair

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pairs() -> list[DuplicatePair]:
    kept = make_account("苏州工业园区云杉装备有限公司")
    absorbed = make_account("苏州云杉装备", number="C00214")
    make_contact(absorbed, "许若曦")
    other = make_account("松涛机械")
    return [make_pair(kept, absorbed), make_pair(kept, other, probability=0.4)]


@pytest.fixture
def page(chromium: Browser, live_server, client, assets, pairs) -> Iterator[Page]:
    client.force_login(make_user("统筹", roles=["coordinator"]))
    context = chromium.new_context(base_url=live_server.url)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
    )
    yield context.new_page()
    context.close()


def test_a_pair_is_merged_and_undone_by_keyboard(page: Page, pairs) -> None:
    likely, unlikely = pairs
    page.goto("/customers/duplicates/")
    current = page.locator(".pair-link[aria-current]")
    expect(current).to_contain_text("苏州云杉装备")
    page.keyboard.press("j")
    expect(current).to_contain_text("松涛机械")
    page.keyboard.press("k")
    expect(current).to_contain_text("苏州云杉装备")
    page.locator("input[name=name][value=absorbed]").check()
    page.locator("h1").click()
    page.keyboard.press("m")
    expect(page.locator(".pair-link")).to_have_count(1)  # the next pair is there at once
    kept = Account.objects.get(pk=likely.first_id)
    assert kept.name == "苏州云杉装备"
    assert Contact.objects.get(name="许若曦").account == kept
    page.keyboard.press("u")
    expect(page.locator(".pair-link")).to_have_count(2)
    kept.refresh_from_db()
    assert kept.name == "苏州工业园区云杉装备有限公司"
    assert Contact.objects.get(name="许若曦").account.number == "C00214"
    page.goto(f"/customers/duplicates/?pair={unlikely.pk}")
    page.keyboard.press("n")
    expect(page.locator(".pair-link")).to_have_count(1)


def test_a_known_customer_is_named_while_a_new_one_is_typed(page: Page, pairs) -> None:
    page.goto("/customers/new/")
    page.locator("#id_name").press_sequentially("苏州云杉装备")
    expect(page.locator("#similar")).to_contain_text("苏州工业园区云杉装备有限公司")
