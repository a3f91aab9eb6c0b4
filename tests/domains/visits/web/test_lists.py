"""The visits as table, board and month: who sees what, at a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.visits.terms import VisitState

MONTH = "2025-11"


def queries_of(browser, url):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "address",
    ["/visits/", "/visits/board/", f"/visits/calendar/?month={MONTH}"],
)
def test_one_visit_and_three_take_the_same_number_of_queries(world, signed_in, address):
    make_visit(world, VisitState.APPROVED)
    browser = signed_in(world.coordinator)
    browser.get(address)
    one = queries_of(browser, address)
    for days in (1, 2):
        arrival = w.ARRIVAL + timedelta(days=days)
        make_visit(
            world, VisitState.SUBMITTED, arrives_at=arrival, leaves_at=arrival + timedelta(hours=3)
        )
    assert queries_of(browser, address) == one
    assert one <= 12


def test_the_list_shows_each_reader_his_own(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED, title="储能二期会谈")
    for person, sees in ((world.coordinator, True), (world.host, True), (world.colleague, False)):
        text = signed_in(person).get("/visits/").content.decode()
        assert (visit.title in text) is sees, person


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=储能", True),
        ("q=华晟", True),
        ("q=xinnengyuan", True),
        ("q=hcxny", True),
        ("q=cneqht", True),
        ("q=CHUNENG", True),
        ("q=RC-2025", True),
        ("q=石油", False),
        ("state=approved", True),
        ("state=open", True),
        ("state=draft", False),
        ("mine=coordinator", True),
        ("mine=host", False),
        ("tier=strategic", True),
        ("tier=potential", False),
        ("since=2025-11-25&until=2025-11-25", True),
        ("until=2025-11-24", False),
        ("since=nonsense&state=unheard-of", True),
    ],
)
def test_filters_narrow_the_list_and_a_mistyped_one_lifts_no_other(world, signed_in, query, found):
    make_visit(world, VisitState.APPROVED, title="储能二期会谈")
    page = signed_in(world.coordinator).get(f"/visits/?{query}")
    assert page.status_code == 200
    assert ("储能二期会谈" in page.content.decode()) is found


def test_a_cursor_of_another_list_answers_400_with_a_sentence(world, signed_in):
    make_visit(world, VisitState.DRAFT)
    assert signed_in(world.coordinator).get("/visits/?cursor=forged").status_code == 400


def test_the_list_can_be_taken_along_as_a_file(world, signed_in):
    visit = make_visit(world, VisitState.DRAFT)
    answer = signed_in(world.coordinator).get("/visits/?export=csv")
    assert visit.number in b"".join(answer.streaming_content).decode()


def test_a_month_that_cannot_be_read_is_the_present_one(world, signed_in):
    make_visit(world, VisitState.DRAFT)
    for month in ("", "never", "2025-13", "0001-01"):
        page = signed_in(world.coordinator).get(f"/visits/calendar/?month={month}")
        assert 'datetime="2025-11-25"' in page.content.decode()


def test_the_board_says_when_a_column_holds_more(world, signed_in, monkeypatch):
    monkeypatch.setattr("yingke.domains.visits.queries.lists.LANE_LENGTH", 1)
    for _n in range(2):
        make_visit(world, VisitState.DRAFT)
    text = signed_in(world.coordinator).get(reverse("visits:board")).content.decode()
    assert "?state=draft" in text


def test_the_palette_begins_a_visit_and_lists_what_is_ones_own(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    task = visit.tasks.filter(assignee=world.coordinator).first()
    browser = signed_in(world.coordinator)
    for query in ("", "新建接待", "new visit"):
        assert 'href="/visits/new/"' in browser.get("/palette/", {"q": query}).text
    for query in ("", task.name[:3]):
        address = reverse("visits:task", args=[task.pk])
        assert address in browser.get("/palette/", {"q": query}).text
    assert 'href="/visits/new/"' not in browser.get("/palette/", {"q": "新建客户"}).text
    assert 'href="/visits/new/"' not in signed_in(make_user(roles=("admin",))).get("/palette/").text
