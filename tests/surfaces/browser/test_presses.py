"""What hands do to forms: a press too many, and a beginning that is moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.domains.visits import world as w
from tests.surfaces.world import make_walkers

from yingke.domains.visits.models import AgendaItem
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house() -> Iterator[w.World]:
    with clock.at(w.MONDAY):
        yield make_walkers().house


@pytest.fixture
def page(chromium: Browser, live_server, client, assets, house) -> Iterator[Page]:
    """A page of the coordinator."""
    client.force_login(house.coordinator)
    context = chromium.new_context(timezone_id="Asia/Shanghai", base_url=live_server.url)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
    )
    yield context.new_page()
    context.close()


def test_two_presses_in_a_row_add_one_item(page, house):
    visit = w.approved(house, title="双击")
    page.goto(f"/visits/{visit.pk}/")
    page.locator(f"a[href='/visits/{visit.pk}/agenda/add/']").first.click()
    dialog = page.locator("#dialog")
    dialog.locator("[name=name]").fill("欢迎")
    dialog.locator("button[type=submit]").dblclick()
    expect(dialog).to_be_hidden()
    page.wait_for_load_state("networkidle")

    assert [item.name for item in AgendaItem.objects.filter(visit=visit)] == ["欢迎"]


def test_a_form_that_was_answered_with_a_mistake_is_sent_again(page, house):
    visit = w.approved(house, title="先错后对")
    page.goto(f"/visits/{visit.pk}/")
    page.locator(f"a[href='/visits/{visit.pk}/agenda/add/']").first.click()
    send, begins = (page.locator(f"#dialog {one}") for one in ("[type=submit]", "[name=starts_at]"))
    moment = begins.input_value()
    page.locator("#dialog [name=name]").fill("欢迎")
    begins.fill("")
    send.dblclick()
    expect(begins).to_have_attribute("aria-invalid", "true")
    begins.fill(moment)
    send.click()
    expect(page.locator("#dialog")).to_be_hidden()

    assert [item.name for item in AgendaItem.objects.filter(visit=visit)] == ["欢迎"]


def test_the_departure_moves_with_the_arrival(page):
    page.goto("/visits/new/")
    arrival, departure = page.locator("[name=arrives_at]"), page.locator("[name=leaves_at]")
    departure.fill(f"{arrival.input_value()[:10]}T17:00")
    arrival.fill("2031-03-05T10:00")
    arrival.dispatch_event("change")
    assert departure.input_value() == "2031-03-05T17:30"
    departure.fill("2031-03-06T12:00")
    arrival.fill("2031-03-04T10:00")
    arrival.dispatch_event("change")
    assert departure.input_value() == "2031-03-05T12:00"


def test_a_customer_who_was_searched_for_is_still_chosen_after_going_back(page, house):
    page.goto("/visits/new/")
    page.locator("#id_account-input").fill(house.account.name)
    with page.expect_response("**/visits/new/preview/**"):  # the contacts follow
        page.locator("#id_account-list [data-at='0']").click()
    page.goto("/visits/")
    page.go_back()
    expect(page.locator("#id_account-input")).to_have_value(house.account.name)
    expect(page.locator("#id_account")).to_have_value(str(house.account.pk))
