"""德国代表团: guests who speak German get no plan without an interpreter who knows the language.

The sample company has one such interpreter, and the day is longer than one person may interpret.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.people import DESK, PHONE
from tests.installation import one

pytestmark = pytest.mark.browser

VISIT = "select visit_id from planning_proposal order by id limit 1"
INTERPRETERS = """
    select count(*) filter (where 'de' = any(s.languages)), count(*)
    from visits_agendaperson p
    join visits_agendaitem i on i.id = p.item_id
    join people_staff s on s.id = p.staff_id
    where i.visit_id = %s and p.role = 'interpreter' and p.answer <> 'declined'
"""
MADE = 120_000  # ms; a cold machine may first compile


@pytest.fixture
def rows(server):
    with server.installation.connect() as connection:
        yield connection


@pytest.fixture
def coordinator(person):
    someone = person("coordinator")
    yield someone
    someone.page.set_viewport_size(DESK)
    assert (someone.complaints, someone.strangers) == ([], [])


def opened(coordinator, rows) -> Page:
    page = coordinator.open(f"/visits/{one(rows, VISIT)}/plan/")
    expect(page.locator("button[name=which][value=all]")).to_be_visible(timeout=MADE)
    return page


def test_on_a_phone_what_is_unmet_stands_first(coordinator, rows):
    page = opened(coordinator, rows)
    page.set_viewport_size(PHONE)
    unmet, proposal = page.locator(".card:has(.unmet)"), page.locator(".proposal-rows")
    expect(unmet).to_contain_text(re.compile("缺翻译（德语）"))
    assert unmet.bounding_box()["y"] < proposal.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert unmet.locator(".way").first.bounding_box()["height"] >= 44


def test_at_a_desk_the_proposal_is_read_changed_and_accepted_by_keys(coordinator, rows):
    visit = one(rows, VISIT)
    page = opened(coordinator, rows)
    expect(page.locator(".card:has(.unmet)")).to_contain_text("缺翻译（德语）")
    find = page.locator("a.way", has_text="另找翻译（德语）").first
    assert find.get_attribute("href").endswith("language=de")
    page.keyboard.press("j")
    first = page.locator("[data-entry]").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(first.locator("details")).to_have_attribute("open", "")
    last = page.locator("[data-entry]:has(input[type=checkbox])").last
    last.focus()
    page.keyboard.press(" ")
    expect(last.locator("input[type=checkbox]")).not_to_be_checked()
    with page.expect_response(re.compile(r"/accept/")) as answer:
        page.keyboard.press("Control+Enter")
    assert answer.value.status < 400
    expect(page.get_by_text("议程、预订和邀请均已更新。")).to_be_visible()
    with rows.cursor() as cursor:
        german, every = cursor.execute(INTERPRETERS, [visit]).fetchone()
    assert german == every > 0
