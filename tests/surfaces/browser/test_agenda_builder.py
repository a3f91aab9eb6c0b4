"""The agenda builder at a desk: drag, keys, undo, two editors; on a phone: a list with sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from tests.domains.visits import world as w
from tests.factories.resources import make_room
from tests.foundation.ui.browser.conftest import DESK, PHONE

from yingke.domains.resources.models import Resource
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.services import agenda
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIXELS = 1.4  # per minute


@pytest.fixture
def visit() -> Visit:
    with clock.at(w.MONDAY):
        return w.planned(w.make_world())


@pytest.fixture
def spare(visit: Visit) -> Resource:
    return make_room("三号会议室", site=visit.site)


@pytest.fixture
def screen(chromium: Browser, live_server, assets, visit, spare) -> Iterator[Callable[..., Page]]:
    """The agenda builder of a person, in a time zone far from the site."""
    opened = []

    def show(user: User, size: dict[str, int] = DESK) -> Page:
        client = Client()
        client.force_login(user)
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
        page.goto(f"/visits/{visit.pk}/agenda/")
        if size == DESK:  # the panel of an item stands beside the grid from the start
            expect(page.locator("#agenda-panel .panel-people")).to_be_visible()
        return page

    yield show
    for context in opened:
        context.close()


def last_of(visit: Visit) -> AgendaItem:
    found = visit.agenda.order_by("starts_at").last()
    assert found is not None
    return found


def block(page: Page, item: AgendaItem) -> Locator:
    return page.locator(f".agenda-block[data-item='{item.pk}']").first


def times(item: AgendaItem, by: int = 0) -> str:
    """The hours of an item on the grid, so many minutes later."""
    ends = [one.astimezone(w.SHANGHAI) for one in (item.starts_at, item.ends_at)]
    return "–".join(f"{one + timedelta(minutes=by):%H:%M}" for one in ends)


def drag(page: Page, what: Locator, minutes: float, onto: str = "") -> None:
    """Drag by so many minutes, and to the column with this title."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 30)
    far = x
    if onto:
        titles = page.locator(".lane-title b").all_inner_texts()
        column = page.locator(".lane-column").nth(titles.index(onto)).bounding_box()
        assert column is not None
        far = column["x"] + column["width"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + far) / 2, y + minutes * PIXELS / 2, steps=3)
    page.mouse.move(far, y + minutes * PIXELS, steps=3)
    page.mouse.up()


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("已保存")


def test_an_item_is_dragged_in_time_and_to_another_room_and_both_are_undone(screen, visit, spare):
    item = last_of(visit)
    room = item.bookings.get().booking.resource_id
    page = screen(visit.coordinator)
    drag(page, block(page, item), 30, onto=spare.name)
    expect(block(page, item)).to_contain_text(times(item, 30))
    saved(page)
    link = item.bookings.get()
    item.refresh_from_db()
    assert (link.booking.resource_id, link.booking.starts_at) == (spare.pk, item.starts_at)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-said]")).to_have_text("已撤销")
    booking = item.bookings.get().booking
    assert (booking.resource_id, booking.state) == (room, "confirmed")
    assert item.people.get().answer == "accepted"
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator("[data-said]")).to_have_text("已重做")
    assert item.bookings.get().booking.resource_id == spare.pk


def test_the_grip_changes_the_length_and_an_overlap_is_marked_before_it_is_saved(screen, visit):
    first = visit.agenda.order_by("starts_at").first()
    page = screen(visit.coordinator)
    page.route("**/arrange/", lambda route: None)  # the server has not answered yet
    block(page, first).locator(".block-face").click()
    drag(page, block(page, first).locator(".block-grip"), 45)
    expect(page.locator(".check-red")).to_contain_text("重叠 15 分")
    expect(page.locator(".mark-overlap")).to_contain_text("重叠 15 分")
    expect(block(page, first)).to_have_class(re.compile("is-clash"))
    page.locator(".check-red").click()
    expect(page.locator(":focus")).to_have_attribute("data-face", re.compile(f"^{first.pk}/"))


def test_the_browser_marks_what_the_server_marks(screen, visit):
    first, second, third = visit.agenda.order_by("starts_at")
    german = visit.guests.first().contact
    german.language = "de"
    german.save(update_fields=["language"])
    hours = {first: (0, 100), second: (90, 100), third: (300, 360)}  # minutes after the arrival
    with clock.at(w.MONDAY):
        for item, (starts, ends) in hours.items():
            item.bookings.all().delete()
            kind = "opening" if item == second else item.kind
            starts_at, ends_at = (w.ARRIVAL + timedelta(minutes=one) for one in (starts, ends))
            fields = agenda.fields_of(item, kind=kind, starts_at=starts_at, ends_at=ends_at)
            agenda.change_item(actor=visit.coordinator, item_id=item.pk, item=fields)
    listed = screen(visit.coordinator, PHONE).locator("[data-checks] li").all_inner_texts()
    drawn = screen(visit.coordinator).locator("[data-checks] li").all_inner_texts()
    assert [" ".join(one.split()) for one in drawn] == [" ".join(one.split()) for one in listed]
    assert [one.split()[0] for one in drawn] == [
        *("重叠", "空档", "开场", "在黄金窗口之外", "互动", "缺德语翻译"),
    ]


def test_every_drag_has_a_key(screen, visit, spare):
    item = last_of(visit)
    page = screen(visit.coordinator)
    face = block(page, item).locator(".block-face")
    face.focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("换到另一列")
    page.keyboard.press("Escape")
    face.focus()
    for key in ("ArrowDown", "Shift+ArrowDown", "Alt+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("[data-said]")).to_contain_text(item.name)
    saved(page)
    before = item.starts_at, item.ends_at
    item.refresh_from_db()
    moved = item.starts_at - before[0], item.ends_at - before[1]
    assert moved == (timedelta(minutes=20), timedelta(minutes=25))
    with page.expect_response(re.compile("/arrange/")):
        page.keyboard.press("ArrowRight")
    assert item.bookings.get().booking.resource_id == spare.pk
    with page.expect_response(re.compile("/take-out/")):
        page.keyboard.press("Delete")
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    expect(page.locator(":focus")).to_have_class("block-face")
    with page.expect_response(re.compile("/undo/")):
        page.keyboard.press("Control+z")
    expect(block(page, item)).to_be_visible()


def test_the_panel_takes_times_as_they_are_typed_and_invites(screen, visit):
    item = last_of(visit)
    page = screen(visit.coordinator)
    block(page, item).locator(".block-face").click()
    panel = page.locator("#agenda-panel")
    expect(panel.locator("h2").first).to_have_text(item.name)
    with page.expect_response(re.compile("/arrange/")):
        panel.locator("[name=ends]").fill("1315")
        panel.locator("[name=ends]").blur()
    expect(block(page, item)).to_contain_text("–13:15")
    panel.locator("select[name=role]").select_option("guide")
    chosen = panel.locator(".candidate", has_text="赵晗")
    with page.expect_response(re.compile("/person/")):
        chosen.get_by_role("button").click()
    expect(panel.locator(".panel-people")).to_contain_text("赵晗")
    page.locator("input[value=people]").dispatch_event("click")
    expect(page.locator(".lane-title")).to_have_text(
        [re.compile("来宾"), re.compile("孙倩"), re.compile("赵晗")]
    )


def test_later_items_move_together_and_a_tray_chip_becomes_an_item(screen, visit, spare):
    items = list(visit.agenda.order_by("starts_at"))
    page = screen(visit.coordinator)
    block(page, items[1]).locator(".block-face").click()
    with page.expect_response(re.compile("/shift/")):
        page.locator("button[data-shift='15']").click()
    for item, by in zip(items, (0, 15, 15), strict=True):
        expect(block(page, item)).to_contain_text(times(item, by))
    chip = page.locator(".tray-chip[data-kind=demo]").bounding_box()
    titles = page.locator(".lane-title b").all_inner_texts()
    column = page.locator(".lane-column").nth(titles.index(spare.name)).bounding_box()
    with page.expect_response(re.compile("/insert/")):
        page.mouse.move(chip["x"] + 10, chip["y"] + 10)
        page.mouse.down()
        page.mouse.move(column["x"] + 40, column["y"] + 120, steps=5)
        page.mouse.up()
    expect(page.locator(".agenda-block", has_text="演示")).to_be_visible()
    assert visit.agenda.get(name="演示").bookings.get().booking.resource_id == spare.pk


def test_a_refused_move_returns_and_says_why(screen, visit):
    first, second, _third = visit.agenda.order_by("starts_at")
    page = screen(visit.coordinator)
    drag(page, block(page, second), -60)  # the first one has the room
    expect(page.locator(".toast-red")).to_contain_text(first.bookings.get().booking.resource.name)
    expect(block(page, second)).to_contain_text(times(second))


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=401, json={"detail": "signed out"}),
        lambda route: route.fulfill(status=502, body="bad gateway"),
    ],
    ids=["offline", "signed out", "broken"],
)
def test_without_an_answer_nothing_is_lost_and_a_press_saves_it(screen, visit, answer):
    item = last_of(visit)
    page = screen(visit.coordinator)
    page.route("**/arrange/", answer, times=1)
    drag(page, block(page, item), 15)
    retry = page.locator("[data-saved].is-failed")
    expect(retry).to_contain_text("重试")
    expect(block(page, item)).to_contain_text(times(item, 15))
    retry.click()
    saved(page)
    before = item.starts_at
    item.refresh_from_db()
    assert item.starts_at - before == timedelta(minutes=15)


def test_two_editors_see_each_other_and_their_changes_are_merged(screen, visit, spare):
    item = last_of(visit)
    page = screen(visit.coordinator)
    expect(block(page, item)).to_be_visible()
    other = screen(visit.lead_host)
    drag(other, block(other, item), 0, onto=spare.name)
    saved(other)
    drag(page, block(page, item), 15)
    expect(block(page, item)).to_contain_text(times(item, 15))
    saved(page)
    item.refresh_from_db()
    booking = item.bookings.get().booking
    assert (booking.resource_id, booking.starts_at) == (spare.pk, item.starts_at)
    expect(block(other, item)).to_contain_text(times(item))
    expect(block(other, item).locator(".others-name")).to_have_text(visit.coordinator.name)


def test_without_the_right_the_grid_is_read_only(screen, visit):
    item = last_of(visit)
    page = screen(User.objects.get(name="孙倩"))
    drag(page, block(page, item), 30)
    expect(block(page, item)).to_contain_text(times(item))
    expect(page.locator(".block-grip, .agenda-tray, [data-saved]")).to_have_count(0)
    expect(page.locator("#agenda-panel")).not_to_contain_text("候选人")


def test_a_phone_shows_a_list_with_the_same_marks_and_a_sheet(screen, visit):
    first = visit.agenda.order_by("starts_at").first()
    late = agenda.fields_of(first, ends_at=first.ends_at + timedelta(minutes=35))
    with clock.at(w.MONDAY):
        first.bookings.all().delete()
        agenda.change_item(actor=visit.coordinator, item_id=first.pk, item=late)
    page = screen(visit.coordinator, PHONE)
    expect(page.locator("[data-agenda]")).to_be_hidden()
    rows = page.locator("#agenda-list .timetable-row")
    expect(rows.first).to_contain_text("重叠 5 分")
    rows.first.locator("a").click()
    sheet = page.locator("#dialog")
    sheet.locator("[name=ends]").fill("1055")
    sheet.get_by_role("button", name="保存").click()
    expect(rows.first).not_to_contain_text("重叠")
    page.locator(".toast-undo").click()
    expect(rows.first).to_contain_text("重叠 5 分")


def test_the_grid_passes_below_the_top_bar(screen, visit):
    page = screen(visit.coordinator)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.locator(".lane-corner").evaluate("one => window.scrollTo(0, one.offsetTop + 300)")
    covered = page.evaluate(
        """() => [...document.querySelectorAll(".top-bar a")].every(link => {
            const box = link.getBoundingClientRect();
            return link.contains(document.elementFromPoint(box.x + 4, box.y + box.height / 2));
        })"""
    )
    assert covered
