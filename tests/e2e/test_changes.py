"""Changes at short notice, by a sentence at a desk and by taps on a phone.

Each takes less than a minute from the report until everyone affected has been told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from psycopg import Connection
from tests.e2e.people import DESK, PHONE
from tests.installation import one

pytestmark = pytest.mark.browser

MADE = 120_000  # ms; a cold machine may first compile
WAITING = "select min(id) from planning_changerequest where state in ('reported', 'proposed')"
VISITS = """
    select v.id from visits_visit v
    where v.state in ('planned', 'confirmed') and v.arrives_at > now() + interval '3 hours'
      and exists (select 1 from visits_agendaitem i where i.visit_id = v.id and i.kind = 'tour')
      and 3 <= (
        select count(*) from visits_agendaitem i
        where i.visit_id = v.id and i.kind in ('talk', 'demo', 'tour', 'hands_on'))
      and exists (
        select 1 from visits_agendaitem i join visits_agendaperson p on p.item_id = i.id
        where i.visit_id = v.id and p.role = 'guide' and p.answer <> 'declined')
      and exists (
        select 1 from visits_agendaitem i join visits_agendabooking l on l.item_id = i.id
        join resources_booking b on b.id = l.booking_id
        join resources_resource r on r.id = b.resource_id
        where i.visit_id = v.id and r.kind = 'room' and b.state <> 'cancelled')
    order by (select count(*) from planning_changerequest c where c.visit_id = v.id), v.arrives_at
    limit 1
"""
THIRD = """
    select id, name from visits_agendaitem
    where visit_id = %s and kind in ('talk', 'demo', 'tour', 'hands_on')
    order by starts_at offset 2 limit 1
"""
LENGTH = """
    select extract(epoch from ends_at - starts_at)::int / 60 from visits_agendaitem where id = %s
"""
ARRIVAL = "select extract(epoch from arrives_at)::bigint / 60 from visits_visit where id = %s"
TOUR = "select id, name from visits_agendaitem where visit_id = %s and kind = 'tour' limit 1"
GUIDE = """
    select s.id, s.name from visits_agendaperson p
    join visits_agendaitem i on i.id = p.item_id join people_staff s on s.id = p.staff_id
    where i.visit_id = %s and p.role = 'guide' and p.answer <> 'declined' limit 1
"""
SERVES = """
    select count(*) from visits_agendaperson p join visits_agendaitem i on i.id = p.item_id
    where p.staff_id = %s and i.visit_id = %s
"""
ROOM = """
    select r.id, r.name from visits_agendabooking l
    join visits_agendaitem i on i.id = l.item_id join resources_booking b on b.id = l.booking_id
    join resources_resource r on r.id = b.resource_id
    where i.visit_id = %s and r.kind = 'room' and b.state <> 'cancelled' limit 1
"""
BOOKED = """
    select count(*) from visits_agendabooking l
    join visits_agendaitem i on i.id = l.item_id join resources_booking b on b.id = l.booking_id
    where b.resource_id = %s and i.visit_id = %s
"""
TOOK = """
    select extract(epoch from told_at - reported_at) from planning_changerequest
    where visit_id = %s and state = 'applied' order by id desc limit 1
"""


@dataclass(frozen=True)
class Case:
    """What happens to a visit: a sentence, the same by taps, and what is then in the rows."""

    sentence: str
    taps: dict[str, str]
    holds: Callable[[], bool]


def third_meeting(rows: Connection[Any], visit: int) -> Case:
    item, name = rows.execute(THIRD, [visit]).fetchone() or (0, "")
    before = one(rows, LENGTH, item)
    taps = {"kind": "length", "item": str(item), "minutes": "20"}
    return Case(f"{name}延长20分钟", taps, lambda: one(rows, LENGTH, item) == before + 20)


def early(rows: Connection[Any], visit: int) -> Case:
    before = one(rows, ARRIVAL, visit)
    taps = {"kind": "early", "minutes": "30"}
    return Case("早到半小时", taps, lambda: one(rows, ARRIVAL, visit) == before - 30)


def tour_cancelled(rows: Connection[Any], visit: int) -> Case:
    item, name = rows.execute(TOUR, [visit]).fetchone() or (0, "")
    taps = {"kind": "cancelled", "item": str(item)}
    return Case(f"取消{name}", taps, lambda: rows.execute(LENGTH, [item]).fetchone() is None)


def guide_absent(rows: Connection[Any], visit: int) -> Case:
    guide, name = rows.execute(GUIDE, [visit]).fetchone() or (0, "")
    taps = {"kind": "person", "staff": str(guide)}
    return Case(f"讲解员{name}请假", taps, lambda: one(rows, SERVES, guide, visit) == 0)


def room_closed(rows: Connection[Any], visit: int) -> Case:
    room, name = rows.execute(ROOM, [visit]).fetchone() or (0, "")
    taps = {"kind": "room", "resource": str(room)}
    return Case(f"{name}停用", taps, lambda: one(rows, BOOKED, room, visit) == 0)


CASES = {
    "第三次会议临时变更": third_meeting,
    "提前到访": early,
    "取消参观": tour_cancelled,
    "讲解员缺席": guide_absent,
    "会议室停用": room_closed,
}


@pytest.fixture(scope="module")
def rows(server):
    with server.installation.connect() as connection:
        connection.autocommit = True
        yield connection


@pytest.fixture(scope="module")
def coordinator(person, rows):
    """Somebody who plans, once the worker has answered the change that waits in the sample."""
    someone = person("coordinator")
    page = someone.open(f"/changes/{one(rows, WAITING)}/")
    expect(page.locator(".change-answer").first).to_be_visible(timeout=MADE)
    yield someone
    someone.page.set_viewport_size(DESK)
    assert (someone.complaints, someone.strangers) == ([], [])


def decided(page: Page) -> None:
    """From the answers until all are told."""
    expect(page.locator(".change-answer").first).to_be_visible(timeout=MADE)
    confirm = page.locator("#change-confirm button")
    expect(confirm).to_be_in_viewport()
    confirm.click()
    tell = page.locator("form[action$='/tell/'] button, button[hx-post$='/tell/']").first
    expect(tell).to_be_in_viewport()
    tell.click()
    expect(page.locator(".change-steps .is-done")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("name", CASES)
def test_at_a_desk_by_a_sentence(coordinator, rows, name):
    visit = one(rows, VISITS)
    case = CASES[name](rows, visit)
    coordinator.page.set_viewport_size(DESK)
    page = coordinator.open(f"/visits/{visit}/")
    page.locator(f"#main a[href='/visits/{visit}/change/']").click()
    page.locator("[name=text]").press_sequentially(case.sentence)
    expect(page.locator("#understood")).to_contain_text("理解为")
    coordinator.send()
    decided(page)
    assert case.holds()
    assert one(rows, TOOK, visit) < 60


@pytest.mark.parametrize("name", CASES)
def test_on_a_phone_by_taps(coordinator, rows, name):
    visit = one(rows, VISITS)
    case = CASES[name](rows, visit)
    coordinator.page.set_viewport_size(PHONE)
    page = coordinator.open(f"/visits/{visit}/day/")
    page.locator(f"#main a[href='/visits/{visit}/change/']").click()
    taps = dict(case.taps)
    tile = page.locator(f".report-kind:has([value={taps.pop('kind')}])")
    tile.click()
    assert tile.bounding_box()["height"] >= 44
    if minutes := taps.pop("minutes", ""):
        if page.locator(f"[data-minutes='{minutes}']").count():
            page.locator(f"[data-minutes='{minutes}']").click()
        else:
            taps["minutes"] = minutes
    coordinator.fill(**taps)
    coordinator.send()
    decided(page)
    assert case.holds()
    assert one(rows, TOOK, visit) < 60
