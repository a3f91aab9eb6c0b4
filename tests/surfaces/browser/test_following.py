"""Open pages follow what somebody else does; what one chose on a page stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.domains.visits import world as w

from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import agenda
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 3_000  # ms


@pytest.fixture
def house() -> Iterator[w.World]:
    with clock.at(w.MONDAY):
        yield w.make_world()


@pytest.fixture
def seat(chromium: Browser, live_server, assets) -> Iterator[Callable[..., Page]]:
    """A browser of its own for a person."""
    contexts = []

    def open_for(user) -> Page:
        client = Client()
        client.force_login(user)
        context = chromium.new_context(timezone_id="Asia/Shanghai", base_url=live_server.url)
        contexts.append(context)
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def planned(house: w.World) -> Visit:
    visit = w.approved(house)
    w.with_agenda(house, visit)
    visit.refresh_from_db()
    return visit


def test_the_page_of_one_person_shows_what_another_did_within_three_seconds(house, seat):
    visit = planned(house)
    reader, actor = seat(house.host), seat(house.coordinator)
    asked: list[int] = []
    reader.on(
        "response",
        lambda answer: "x-live" in answer.request.headers and asked.append(answer.status),
    )
    with reader.expect_response(lambda answer: answer.status == 304, timeout=2 * SOON):
        reader.goto(f"/visits/{visit.pk}/")
    expect(reader.locator(".step-skipped")).to_have_count(0)
    node = visit.nodes.get(kind="profile")
    actor.goto(f"/visits/nodes/{node.pk}/skip/")
    actor.locator("textarea, input[type=text]").first.fill("老客户")
    actor.locator("form.sheet-body button[type=submit]").last.click()
    expect(reader.locator(".step-skipped")).to_have_count(1, timeout=SOON)
    assert set(asked) == {204, 304}


def test_what_is_typed_is_not_redrawn_and_the_chosen_day_stays(house, seat):
    visit = planned(house)
    with clock.at(w.MONDAY):
        Visit.objects.filter(pk=visit.pk).update(leaves_at=visit.leaves_at + timedelta(days=1))
        day = visit.agenda.order_by("starts_at").first().starts_at + timedelta(days=1)
        add(house, visit, "次日参观", day)
    page = seat(house.coordinator)
    page.goto(f"/visits/{visit.pk}/")
    page.locator("[data-panel]").nth(1).click()
    second = page.get_by_role("link", name="次日参观")
    expect(second).to_be_visible()
    with clock.at(w.MONDAY):
        add(house, visit, "次日座谈", day + timedelta(hours=2))
    expect(page.get_by_role("link", name="次日座谈")).to_be_visible(timeout=2 * SOON)
    expect(second).to_be_visible()
    expect(page.locator("[data-panel]").nth(1)).to_have_attribute("aria-pressed", "true")


def add(house: w.World, visit: Visit, name: str, starts_at) -> None:
    item = agenda.ItemFields("tour", name, starts_at, starts_at + timedelta(hours=1))
    agenda.add_item(actor=house.coordinator, visit_id=visit.pk, item=item)


def test_the_keys_are_shown_and_begin_nothing_while_one_types(house, seat):
    page = seat(house.coordinator)
    page.goto("/visits/")
    page.locator("input[name=q]").first.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_a_list_of_choices_stands_above_its_dialog(house, seat):
    visit = planned(house)
    page = seat(house.coordinator)
    page.goto(f"/visits/{visit.pk}/")
    page.evaluate(f"htmx.ajax('GET', '/visits/{visit.pk}/team/', '#dialog')")
    field = page.locator("#dialog .combobox input").last
    field.click()
    option = page.locator("#dialog .combobox-list:popover-open [role=option]").first
    expect(option).to_be_visible()
    box = option.bounding_box()
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    hit = "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.combobox-list'))"
    assert page.evaluate(hit, at)


def test_the_same_message_twice_is_one_that_counts(house, seat):
    page = seat(house.coordinator)
    page.goto("/visits/")
    detail = "{detail: {text: '已保存', tone: 'green'}}"
    say = f"document.dispatchEvent(new CustomEvent('toast', {detail}))"
    page.wait_for_load_state("networkidle")
    page.evaluate(say)
    page.evaluate(say)
    toasts = page.locator("#toasts .toast")
    expect(toasts).to_have_count(1)
    expect(toasts).to_contain_text("已保存 ×2")
    toast, main = toasts.bounding_box(), page.locator("#main").bounding_box()
    assert toast["y"] + toast["height"] <= main["y"] + 1


def test_no_name_and_no_date_of_a_step_breaks_inside(house, seat):
    visit = planned(house)
    page = seat(house.coordinator)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/visits/{visit.pk}/")
        lines = page.evaluate(
            "[...document.querySelectorAll('.step')].map((step) => ["
            "step.querySelector('a').textContent.trim().split(/[、 ]/).length,"
            "step.querySelector('a').getClientRects().length,"
            "step.querySelector('.step-when').offsetHeight])"
        )
        assert len(lines) == 12
        assert all(shown <= words and height < 30 for words, shown, height in lines), lines
