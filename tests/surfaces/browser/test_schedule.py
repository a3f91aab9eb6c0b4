"""The schedule at a desk: a timeline in the site's time; on a phone: a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.domains.visits import world as w
from tests.foundation.ui.browser.conftest import DESK, PHONE

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = f"/schedule/?date={w.ARRIVAL.date()}"
AT_ELEVEN = w.ARRIVAL.replace(hour=11, minute=0)


@pytest.fixture
def visit() -> Visit:
    with clock.at(w.MONDAY):
        world = w.make_world()
        return w.planned(world)


@pytest.fixture
def screen(chromium: Browser, live_server, client, assets, visit) -> Iterator[Callable[..., Page]]:
    """The coordinator's screen, in a time zone far from the site."""
    client.force_login(visit.coordinator)
    opened = []

    def show(size: dict[str, int]) -> Page:
        context = chromium.new_context(
            timezone_id="America/New_York", base_url=live_server.url, viewport=size
        )
        opened.append(context)
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        page = context.new_page()
        page.clock.set_fixed_time(AT_ELEVEN)
        page.goto(ADDRESS)
        return page

    yield show
    for context in opened:
        context.close()


def stored(item: AgendaItem) -> dict[str, object]:
    """What a drag of the item's booking may change."""
    item.refresh_from_db()
    link, part = item.bookings.get(), item.people.get()
    approval = item.visit.approvals.filter(kind="plan").latest("pk")
    return {
        "item": (item.starts_at, item.ends_at),
        "booking": (link.booking.starts_at, link.booking.ends_at, link.booking.state),
        "answer": (part.answer, part.answered_at),
        "plan": approval.decision,
    }


def centre(page: Page, found: str) -> float:
    box = page.locator(found).first.bounding_box()
    return box["x"] + box["width"] / 2


def drag(page: Page, bar: Locator, hours: float) -> None:
    hour = centre(page, "time[datetime$='14:00:00']") - centre(page, "time[datetime$='13:00:00']")
    box = bar.bounding_box()
    x, y = box["x"] + 20, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + hours * hour / 2, y, steps=4)
    page.mouse.move(x + hours * hour, y, steps=4)
    page.mouse.up()


def test_a_booking_is_dragged_with_its_agenda_item_and_both_return(screen, visit):
    item = visit.agenda.order_by("starts_at").last()
    before = stored(item)
    page = screen(DESK)
    bar = page.locator(".ec-event.booking-room", has_text=item.name)
    drag(page, bar, 1)
    undo = page.locator(".toast-undo")
    expect(undo).to_be_visible()
    moved, later = stored(item), timedelta(hours=1)
    start, end = before["item"]
    assert moved["item"] == (start + later, end + later)
    assert moved["booking"][:2] == moved["item"]
    assert moved["answer"] == ("asked", None)
    undo.click()
    expect(page.locator("#toasts")).to_contain_text("移动已撤销")
    assert stored(item) == before
    expect(bar).to_contain_text(f"{start.astimezone(w.SHANGHAI):%H:%M}")


def test_a_refused_drag_leaves_booking_and_agenda_item_where_they_were(screen, visit):
    item = visit.agenda.order_by("starts_at").last()
    before = stored(item)
    page = screen(DESK)
    bar = page.locator(".ec-event.booking-room", has_text=item.name)
    drag(page, bar, -1.5)  # the item before it has the room
    expect(page.locator(".toast-red")).to_contain_text(item.bookings.get().booking.resource.name)
    assert stored(item) == before
    expect(bar).to_contain_text(f"{before['item'][0].astimezone(w.SHANGHAI):%H:%M}")


def test_the_timeline_names_its_lines_and_shows_the_present_of_the_site(screen):
    page = screen(DESK)
    eleven = centre(page, "time[datetime$='11:00:00']")
    expect(page.locator(".ec-now-indicator")).to_be_visible()
    assert centre(page, ".ec-now-indicator") == pytest.approx(eleven, abs=2)
    lines = page.locator(".ec-slots").bounding_box()
    slots = page.locator(".ec-slots .ec-slot")
    edge = slots.filter(has_text="11:00").bounding_box()["x"]
    assert eleven == pytest.approx(edge, abs=2)
    host = page.locator(".schedule").bounding_box()
    assert lines["x"] + lines["width"] <= host["x"] + host["width"]
    assert DESK["height"] * 0.7 <= host["height"]
    assert host["y"] + host["height"] <= DESK["height"]
    expect(page.locator(".ec-row-head", has_text="孙倩")).to_be_visible()


def test_a_booking_opens_beside_the_timeline(screen, visit):
    page = screen(DESK)
    page.locator(".ec-event.booking-room").first.click()
    panel = page.locator("#booking-drawer")
    for words in (visit.number, "主接待人", visit.lead_host.name, "孙倩", "已确认"):
        expect(panel).to_contain_text(words)
    assert page.url.endswith(ADDRESS)
    expect(page.locator(".schedule")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_phone_shows_a_list(screen, visit):
    page = screen(PHONE)
    expect(page.locator(".schedule")).to_be_hidden()
    rows = page.locator("#schedule-list .timetable-row")
    expect(rows.filter(has_text=visit.number)).to_have_count(6)  # three rooms, three duties
    rows.first.locator("a").click()
    expect(page.locator("#dialog")).to_contain_text(visit.number)
