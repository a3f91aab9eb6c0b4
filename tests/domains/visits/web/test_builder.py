"""The agenda builder's page: who sees what of it, and how its acts answer."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.domains.visits import world as w
from tests.factories.resources import make_room
from tests.queries import assert_costs_the_same

from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.services import agenda, bookings, staffing

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def visit(world):
    return w.planned(world)


@pytest.fixture
def item(visit) -> AgendaItem:
    return visit.agenda.order_by("starts_at").last()


def listed(text: str) -> str:
    """The list of the page, without the words that its script brings."""
    return text.split('id="agenda-list"')[1].split("data-words", maxsplit=1)[0]


def grid(browser, visit) -> dict:
    return browser.get(f"/visits/{visit.pk}/agenda/grid.json").json()


def arrangement(browser, visit, item, **changes) -> dict[str, str]:
    """What the script sends to move an item, from what it was shown."""
    shown = next(one for one in grid(browser, visit)["items"] if one["id"] == item.pk)
    hours = {name: f"{shown[name] // 60:02}:{shown[name] % 60:02}" for name in ("starts", "ends")}
    return {"day": shown["day"], "lane": shown["lane"], "seen": shown["seen"], **hours, **changes}


def test_the_page_lists_the_agenda_with_its_marks_and_shows_no_tools_without_the_right(
    world, visit, signed_in
):
    for user, may_plan in ((world.coordinator, True), (world.expert, False)):
        browser = signed_in(user)
        text = browser.get(f"/visits/{visit.pk}/agenda/").text
        assert "环节 1" in text
        assert "各项检查均通过" in listed(text)
        assert ("data-undo title" in text) is may_plan
        assert grid(browser, visit)["mayPlan"] is may_plan
    assert signed_in(world.stranger).get(f"/visits/{visit.pk}/agenda/").status_code == 404


def test_an_agenda_that_cannot_be_edited_yet_says_why(world, signed_in):
    visit = w.submitted(world)
    browser = signed_in(world.coordinator)
    text = listed(browser.get(f"/visits/{visit.pk}/agenda/").text)
    assert "申请获批后方可编辑" in text
    assert "各项检查均通过" not in text
    assert grid(browser, visit)["closed"] == "申请获批后方可编辑"


def test_a_mark_stands_at_its_item_and_on_top(world, visit, item, signed_in):
    late = agenda.fields_of(
        item,
        starts_at=item.starts_at + timedelta(hours=1),
        ends_at=item.ends_at + timedelta(hours=1),
    )
    agenda.change_item(actor=world.host, item_id=item.pk, item=late)
    text = signed_in(world.host).get(f"/visits/{visit.pk}/agenda/").text
    assert listed(text).count("在黄金窗口之外") == 2
    assert "互动 2 / 3" in listed(text)


def test_an_act_of_the_script_gets_the_agenda_and_a_token(world, visit, item, signed_in):
    browser = signed_in(world.host)
    sent = arrangement(browser, visit, item, ends="1335")
    answer = browser.post(f"/visits/agenda/{item.pk}/arrange/", sent, headers=JSON).json()
    shown = next(one for one in answer["board"]["items"] if one["id"] == item.pk)
    assert shown["ends"] == 13 * 60 + 35
    undone = browser.post(
        f"/visits/{visit.pk}/agenda/undo/", {"token": answer["undo"]}, headers=JSON
    )
    assert undone.status_code == 200
    item.refresh_from_db()
    assert timezone.localtime(item.ends_at, w.SHANGHAI).hour == 13
    assert item.people.get().answer == "accepted"


def test_an_act_sent_twice_acts_once(world, visit, item, signed_in):
    browser = signed_in(world.host)
    sent = {"item": item.pk, "minutes": 15, "once": "a"}
    for _ in range(2):
        answer = browser.post(f"/visits/{visit.pk}/agenda/shift/", sent, headers=JSON)
        assert answer.status_code == 200
    before = item.starts_at
    item.refresh_from_db()
    assert item.starts_at - before == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"ends": "noon"}, 422, "请按 11:35 或 1135 的格式输入时间。"),
        ({"ends": "09:00"}, 409, "结束"),
        ({"lane": "resource:0"}, 409, ""),
        ({"seen": "?"}, 422, "请刷新页面后重试。"),
    ],
)
def test_a_refused_act_says_why_and_gives_the_agenda_as_it_is(
    world, visit, item, signed_in, changes, status, words
):
    browser = signed_in(world.host)
    sent = arrangement(browser, visit, item, **changes)
    answer = browser.post(f"/visits/agenda/{item.pk}/arrange/", sent, headers=JSON)
    assert answer.status_code == status
    assert words in answer.json()["refused"]
    assert len(answer.json()["board"]["items"]) == 3


def test_without_script_a_form_of_the_panel_leads_back_to_the_agenda(world, visit, item, signed_in):
    browser = signed_in(world.host)
    text = browser.get(f"/visits/agenda/{item.pk}/panel/").text
    assert "候选人" in text
    sent = arrangement(browser, visit, item, ends="13.20")
    answer = browser.post(f"/visits/agenda/{item.pk}/arrange/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/visits/{visit.pk}/agenda/")
    item.refresh_from_db()
    assert timezone.localtime(item.ends_at, w.SHANGHAI).minute == 20


def test_a_colleague_sees_the_panel_without_its_controls(world, visit, item, signed_in):
    browser = signed_in(world.expert)
    text = browser.get(f"/visits/agenda/{item.pk}/panel/").text
    assert "inline-time" not in text
    assert "候选人" not in text
    sent = {"staff": world.guide.staff.pk, "role": "guide"}
    answer = browser.post(f"/visits/agenda/{item.pk}/person/", sent, headers=JSON)
    assert answer.status_code == 403
    part = visit.agenda.first().people.get()
    sent = {"staff": world.guide.staff.pk, "part": part.pk}
    answer = signed_in(world.host).post(f"/visits/agenda/{item.pk}/person/", sent, headers=JSON)
    assert answer.status_code == 409  # the part is of another item


def test_another_visits_room_is_named_only_to_those_who_may_see_that_visit(world, visit, signed_in):
    other = w.approved(world, title="别家来访")
    item = agenda.add_item(
        actor=world.coordinator,
        visit_id=other.pk,
        item=agenda.ItemFields("talk", "会谈", w.ARRIVAL - timedelta(hours=1), w.ARRIVAL),
    )
    bookings.book_for_item(actor=world.coordinator, item_id=item.pk, resource_id=world.room.pk)
    own = visit.agenda.first()
    staff = world.colleague.staff
    staffing.invite(actor=world.host, item_id=own.pk, staff_id=staff.pk, role="service")
    titles = {
        user.name: [one["title"] for one in grid(signed_in(user), visit)["busy"]]
        for user in (world.coordinator, world.colleague)
    }
    customer = world.account.short_name or world.account.label
    assert titles == {world.coordinator.name: [customer], world.colleague.name: ["已占用"]}


def test_a_begun_item_is_locked_at_its_true_times(world, visit, item, signed_in):
    started_at = item.starts_at + timedelta(minutes=10)
    AgendaItem.objects.filter(pk=item.pk).update(started_at=started_at)
    browser = signed_in(world.host)
    shown = grid(browser, visit)["items"][-1]
    local = timezone.localtime(started_at, w.SHANGHAI)
    assert (shown["locked"], shown["starts"]) == (True, local.hour * 60 + local.minute)
    assert "inline-time" not in browser.get(f"/visits/agenda/{item.pk}/panel/").text


def test_a_copy_is_offered_for_the_other_days_of_the_visit(world, signed_in):
    visit = w.approved(world, leaves_at=w.ARRIVAL + timedelta(days=1, hours=7))
    w.with_agenda(world, visit)
    item = visit.agenda.order_by("starts_at").first()
    browser = signed_in(world.host)
    address = f"/visits/agenda/{item.pk}/copy/"
    assert "11月26日 周三" in browser.get(address).text
    browser.post(address, {"days": ["2025-11-26"]})
    days = [day["date"] for day in grid(browser, visit)["days"]]
    assert days == ["2025-11-25", "2025-11-26"]
    assert visit.agenda.count() == 4


def test_the_palette_and_the_visit_page_lead_to_the_builder(world, visit, signed_in):
    address = f'href="/visits/{visit.pk}/agenda/"'
    browser = signed_in(world.host)
    for query in ("议程", "builder"):
        assert address in browser.get("/palette/", {"q": query}).text
    assert address in browser.get(f"/visits/{visit.pk}/").text
    assert address not in signed_in(world.expert).get("/palette/", {"q": "议程"}).text


def test_the_grid_costs_the_same_however_long_the_agenda(world, visit, signed_in):
    browser = signed_in(world.host)

    def add(number: int) -> None:
        item = agenda.add_item(
            actor=world.host,
            visit_id=visit.pk,
            item=agenda.ItemFields(
                "break",
                f"茶歇 {number}",
                *(w.ARRIVAL + timedelta(hours=5, minutes=20 * n) for n in (number, number + 1)),
            ),
        )
        room = make_room(site=world.site)
        bookings.book_for_item(actor=world.coordinator, item_id=item.pk, resource_id=room.pk)

    url = f"/visits/{visit.pk}/agenda/grid.json"
    board = json.loads(assert_costs_the_same(browser, url, add, most=18))
    assert len(board["items"]) == 6
