"""A coordinator at a desk: from a customer's e-mail to a submitted plan, every click counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from tests.domains.visits import world as w
from tests.factories.people import certify, make_skill
from tests.factories.resources import make_room, make_vehicle

from yingke.domains.customers.models import Account, Contact
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import approvals
from yingke.domains.visits.terms import Decision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}
MOST_CLICKS = 25
MESSAGE = """发件人: 林国栋 <lin@huasheng-energy.com>
主题: 来访事宜

李经理您好：
我司董事长一行4人拟于{year}年{month}月{day}日上午9:30到访贵司，当日下午4:30返程。
来访人员名单：
1. 林国栋 董事长
2. 马晓东 总工程师
3. 吴珊 采购总监
4. 郑宁，技术部经理，13912345678
"""


class Desk:
    """The coordinator's browser; `clicks` counts what the hand does with the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1


@pytest.fixture
def house() -> w.World:
    world = w.make_world()
    Account.objects.filter(pk=world.account.pk).update(website="https://www.huasheng-energy.com")
    make_room("储能展厅", site=world.site, kind=ResourceKind.SHOWROOM)
    make_vehicle(site=world.site)
    certify(world.guide.staff, make_skill())
    return world


@pytest.fixture
def desk(chromium: Browser, live_server, client, assets, house) -> Iterator[Desk]:
    client.force_login(house.coordinator)
    context = chromium.new_context(
        timezone_id="Asia/Shanghai", base_url=live_server.url, viewport=DESK
    )
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
    )
    yield Desk(context.new_page())
    context.close()


def test_eight_items_and_four_guests_take_at_most_25_clicks(desk, house):
    visit = request_it(desk, house)
    approve(house, visit)
    plan_it(desk, visit)
    assert visit.agenda.count() == 8
    assert visit.guests.count() == 4
    assert visit.plan_versions.count() == 1
    assert desk.clicks <= MOST_CLICKS


def request_it(desk: Desk, house: w.World) -> Visit:
    """Paste the message, check what was read, choose the host and submit."""
    page = desk.page
    page.goto("/visits/")
    desk.click(page.locator("a[href='/visits/new/']").first)
    desk.click(page.locator("#id_message"))
    day = timezone.localdate() + timedelta(days=14)
    page.keyboard.insert_text(MESSAGE.format(year=day.year, month=day.month, day=day.day))
    with page.expect_navigation():
        desk.click(page.locator("form[action='/visits/new/read/'] button"))
    expect(page.locator("#id_arrives_at")).to_have_value(f"{day}T09:30")
    expect(page.locator("#id_leaves_at")).to_have_value(f"{day}T16:30")
    expect(page.locator("#id_headcount")).to_have_value("4")
    expect(page.locator("input[name=contacts]:checked")).to_have_count(3)
    expect(page.locator("#id_new")).to_have_value("郑宁, 技术部经理, 13912345678")
    choose_host(desk, house)
    with page.expect_navigation():
        desk.click(page.locator("button[name=then][value=submit]"))
    visit = Visit.objects.get()
    assert visit.account == house.account
    assert visit.title
    assert Contact.objects.get(name="郑宁").title == "技术部经理"
    return visit


def choose_host(desk: Desk, house: w.World) -> None:
    box = desk.page.locator(".field:has(#id_lead_host) input[role=combobox]")
    desk.click(box)
    desk.page.keyboard.type(house.host.name)
    desk.click(desk.page.locator("[role=option]", has_text=house.host.name).first)


def approve(house: w.World, visit: Visit) -> None:
    """What another person decides; none of the coordinator's clicks."""
    for approval in visit.approvals.filter(decision=Decision.PENDING):
        approvals.approve(actor=house.manager, approval_id=approval.pk)


def plan_it(desk: Desk, visit: Visit) -> None:
    """Start the agenda from the standard one, and submit the plan."""
    page = desk.page
    page.goto("/visits/")
    desk.click(page.locator(f"#main a[href='/visits/{visit.pk}/']").first)
    desk.click(page.locator(f"#main a[href$='/visits/{visit.pk}/agenda/start/']").first)
    dialog = page.locator("#dialog[open]")
    expect(dialog.locator(".timetable-row, .timetable > *")).to_have_count(8)
    desk.click(dialog.locator("button.button-primary[type=submit]"))
    expect(dialog).to_have_count(0)
    desk.click(page.locator(f"a.button-primary[href$='/visits/{visit.pk}/plan/submit/']").first)
    if dialog.locator("[name=reason]").count():
        desk.click(dialog.locator("[name=reason]"))
        page.keyboard.type("同一场地连续使用")
    desk.click(dialog.locator("button.button-primary[type=submit]"))
    expect(dialog).to_have_count(0)
