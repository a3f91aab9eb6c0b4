"""A visit from the request to the archive, by the people concerned, on the running product.

Half of them read Chinese and half English, and the visit goes from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Page, expect
from tests.e2e.people import PHONE, Person
from tests.installation import Running, one, wait_for

from yingke.domains.visits.terms import VisitState

pytestmark = pytest.mark.browser

ACCOUNT = """
    select a.id from customers_account a
    join identity_user u on u.id = a.account_manager_id
    where u.email = 'account-manager@yingke.example' and (
        select count(*) from customers_contact c
        where c.account_id = a.id and c.is_decision_maker and c.active
    ) >= 3 order by a.id limit 1
"""
CONTACTS = """
    select id from customers_contact
    where account_id = %s and is_decision_maker and active order by id limit 3
"""
USER = "select id from identity_user where email = %s || '@yingke.example'"
STAFF = """
    select s.id from people_staff s join identity_user u on u.id = s.user_id
    where u.email = %s || '@yingke.example'
"""
CHECKS = """
    select c.id, c.evidence, t.id from visits_checkitem c
    join visits_task t on t.id = c.task_id join visits_node n on n.id = t.node_id
    where t.visit_id = %s and n.phase = 'before' order by t.id, c.id
"""
LANGUAGES = {
    "account-manager": "zh-hans",
    "approver": "en",
    "coordinator": "zh-hans",
    "expert": "zh-hans",
    "host": "en",
}
NODES = """
    select id from visits_node
    where visit_id = %s and phase = 'before' and state = 'open' and kind <> 'readiness'
    order by number
"""


class Journey:
    """One visit, and everybody who has a part in it."""

    def __init__(self, rows: psycopg.Connection, enter: Callable[..., Person]):
        self.rows = rows
        self._enter = enter
        self.visit = 0

    def someone(self, login: str) -> Person:
        return self._enter(login, language=LANGUAGES[login])

    def number(self, query: str, *values: Any) -> Any:
        return one(self.rows, query, *values)

    def path(self, rest: str = "") -> str:
        return f"/visits/{self.visit}/{rest}"

    def is_now(self, state: str, login: str = "coordinator") -> None:
        """The visit is in this state, and its page says so in the reader's language."""
        assert self.number("select state from visits_visit where id = %s", self.visit) == state
        with translation.override(LANGUAGES[login]):
            label = str(VisitState(state).label)
        page = self.someone(login).open(self.path())
        expect(page.locator("#main .pill", has_text=re.compile(f"^{label}$")).first).to_be_visible()

    def decide(self, login: str, kind: str, verb: str, comment: str = "") -> None:
        """Open what waits from the visit's page, and decide in the dialog."""
        question = self.number(
            "select id from visits_approval"
            " where visit_id = %s and kind = %s and decision = 'pending'",
            *(self.visit, kind),
        )
        page = self.someone(login).open(self.path())
        page.locator(f"a[href$='/visits/approvals/{question}/']").first.click()
        dialog = page.locator("#dialog[open]")
        dialog.locator("[name=comment]").fill(comment)
        with page.expect_response(re.compile(r"/approvals/\d+/")) as answer:
            dialog.locator(f"button[name=decision][value={verb}]").click()
        assert answer.value.status < 400
        # closed, or open with the next question that waits
        expect(page.locator(f"#dialog form[action$='/approvals/{question}/']")).to_have_count(0)


@pytest.fixture
def journey(server: Running, person):
    with server.installation.connect() as rows:
        yield Journey(rows, person)


def test_a_visit_goes_through_every_state(journey):
    request_it(journey)
    have_it_approved(journey)
    call_it_off_and_on(journey)
    plan_it(journey)
    make_it_ready(journey)
    hold_it(journey)
    follow_it_up(journey)
    file_it(journey)
    for login in LANGUAGES:
        assert journey.someone(login).complaints == []
        assert journey.someone(login).strangers == []


def request_it(journey: Journey) -> None:
    account = journey.number(ACCOUNT)
    arrives = (datetime.now(UTC) + timedelta(days=20)).replace(hour=2, minute=0)
    form = "%Y-%m-%dT%H:%M"
    page = journey.someone("account-manager").do(
        "/visits/new/",
        "button[name=then][value=draft]",
        account=account,
        title="浏览器里的一次接待",
        visit_type=journey.number("select id from procedures_visittype where code = 'talks'"),
        site=journey.number("select min(id) from identity_site"),
        arrives_at=arrives.strftime(form),
        leaves_at=(arrives + timedelta(hours=6)).strftime(form),
        headcount=3,
        identity="董事长一行三人",
        confirmation="客户秘书邮件",
        purpose="储能二期合作洽谈",
        lead_host=journey.number(USER, "host"),
    )
    page.wait_for_url(re.compile(r"/visits/\d+/"))
    journey.visit = int(re.search(r"/visits/(\d+)/", page.url).group(1))
    journey.is_now("draft", "account-manager")
    submit(journey)


def submit(journey: Journey) -> None:
    page = journey.someone("account-manager").open(journey.path())
    page.locator(f"a[href$='{journey.path('submit/')}']").first.click()
    dialog = page.locator("#dialog[open]")
    dialog.locator("button.button-primary[type=submit]").click()
    expect(dialog).to_have_count(0)
    journey.is_now("submitted", "account-manager")


def have_it_approved(journey: Journey) -> None:
    journey.decide("approver", "request", "return", "请补充来宾名单")
    journey.is_now("returned", "approver")
    submit(journey)
    journey.decide("approver", "request", "approve")
    journey.is_now("approved")


def call_it_off_and_on(journey: Journey) -> None:
    coordinator = journey.someone("coordinator")
    coordinator.do(journey.path("cancel/"), reason="客户改期")
    journey.is_now("cancelled")
    coordinator.do(journey.path("restore/"))
    journey.is_now("approved")


def plan_it(journey: Journey) -> None:
    coordinator, expert = journey.someone("coordinator"), journey.someone("expert")
    account = journey.number("select account_id from visits_visit where id = %s", journey.visit)
    for (contact,) in journey.rows.execute(CONTACTS, [account]).fetchall():
        coordinator.do(journey.path("guests/add/"), contacts=contact)
    for number, kind in enumerate(("talk", "demo", "tour")):
        add_item(journey, number, kind)
    staff = journey.number(STAFF, "expert")
    items = "select id from visits_agendaitem where visit_id = %s order by starts_at"
    for (item,) in journey.rows.execute(items, [journey.visit]).fetchall():
        coordinator.do(f"/visits/agenda/{item}/invite/?role=expert", staff=staff, role="expert")
        part = journey.number("select max(id) from visits_agendaperson where item_id = %s", item)
        expert.do(f"/visits/parts/{part}/", "button[name=answer][value=yes]")
        coordinator.open(f"/visits/agenda/{item}/resources/?kind=room")
        coordinator.send("button[name=resource]")
        link = journey.number("select max(id) from visits_agendabooking where item_id = %s", item)
        coordinator.do(f"/visits/bookings/{link}/confirm/", proof="前台 8821")
    coordinator.do(journey.path("plan/submit/"))
    journey.decide("approver", "plan", "approve")
    journey.is_now("planned", "approver")


def add_item(journey: Journey, number: int, kind: str) -> None:
    arrives = journey.number("select arrives_at from visits_visit where id = %s", journey.visit)
    starts = arrives.astimezone(UTC) + timedelta(hours=8 + number * 1.5)  # as Shanghai reads it
    journey.someone("coordinator").do(
        journey.path("agenda/add/"),
        kind=kind,
        name=f"环节 {number + 1}",
        starts_at=starts.strftime("%Y-%m-%dT%H:%M"),
        ends_at=(starts + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        interactive=True,
    )


def make_it_ready(journey: Journey) -> None:
    """One check is ticked on the page; the many others are sent as the page would send them."""
    coordinator = journey.someone("coordinator")
    checks = journey.rows.execute(CHECKS, [journey.visit]).fetchall()
    for check, evidence, _task in checks:
        files = {"upload": ("note.txt", "凭证内容".encode())} if evidence == "file" else {}
        coordinator.post(f"/visits/checks/{check}/", files, note="已确认 8821")
    for task in sorted({task for _, _, task in checks}):
        coordinator.post(f"/visits/tasks/{task}/complete/")
    for (node,) in journey.rows.execute(NODES, [journey.visit]).fetchall():
        coordinator.open(f"/visits/nodes/{node}/")
        coordinator.send("form:has(button.button-primary) button.button-primary")
    coordinator.do(journey.path("confirm/"))
    journey.is_now("confirmed", "host")


def hold_it(journey: Journey) -> None:
    """On a phone: one large button after the other, until the guests have left."""
    host = journey.someone("host")
    page = host.open(journey.path("day/"))
    page.set_viewport_size(PHONE)
    assert Axe().run(page).violations_count == 0
    receive_early(page)
    ended = "select ended_at is not null from visits_visit where id = %s"
    while not journey.number(ended, journey.visit):
        step = page.locator(".day-next")
        target, asks = step.get_attribute("action"), step.get_attribute("hx-confirm")
        step.locator("button").click()
        if asks:
            page.locator("#confirm[open] [data-confirm-yes]").click()
        expect(page.locator(f".day-next[action='{target}']")).to_have_count(0)
    assert journey.number("select ended_at from visits_visit where id = %s", journey.visit)
    expect(page.locator(".day-next")).to_have_count(0)


def receive_early(page: Page) -> None:
    """The guests come long before their day, and the product asks whether that is meant."""
    page.locator("a.day-button").click()
    dialog = page.locator("#dialog[open]")
    dialog.locator("input[name=another_day]").dispatch_event("click")
    dialog.locator("button.button-primary[type=submit]").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".day-next")).to_be_visible()


def follow_it_up(journey: Journey) -> None:
    """The worker asks for the feedback and opens the follow-up; people do the rest."""
    asked = "select exists (select from feedback_feedback where visit_id = %s)"
    wait_for(lambda: journey.number(asked, journey.visit))
    opened = "select state = 'follow_up' from visits_visit where id = %s"
    wait_for(lambda: journey.number(opened, journey.visit))
    journey.is_now("follow_up", "host")
    host = journey.someone("host")
    page = host.open(journey.path("feedback/"))
    names = page.locator("#main [name^=rating_]").evaluate_all("all => all.map(one => one.name)")
    host.fill(**dict.fromkeys(names, "9"), channel="phone", intention="strong")
    host.fill(advice="尽快寄出方案")
    host.send()
    owner = journey.someone("account-manager")
    steps = (
        "select s.id from growth_step s join growth_followup f on f.id = s.follow_up_id"
        " where f.visit_id = %s order by s.due_at"
    )
    for (step,) in journey.rows.execute(steps, [journey.visit]).fetchall():
        owner.do(f"/follow-ups/steps/{step}/finish/", note="已寄出初稿")
    owner.do(journey.path("follow-up/close/"), outcome="landed", reason="已签意向书")


def file_it(journey: Journey) -> None:
    coordinator = journey.someone("coordinator")
    page = coordinator.open(journey.path("archive/"))
    if page.locator("[name=accept_gaps]").count():
        coordinator.fill(accept_gaps=True)
    coordinator.send()
    journey.is_now("archived")
    name = journey.number("select archive_name from visits_visit where id = %s", journey.visit)
    account = journey.number(
        "select name from customers_account"
        " where id = (select account_id from visits_visit where id = %s)",
        journey.visit,
    )
    assert name.startswith(f"{account}-2")
    expect(coordinator.open(journey.path("timeline/")).locator("#main")).to_contain_text(name)
