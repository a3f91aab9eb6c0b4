"""Home and my tasks: each person's own, at a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.visits.queries.lists import open_tasks, tasks_of
from yingke.domains.visits.services import closing, day, procedure, tasks
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.foundation.ui import home as register
from yingke.foundation.ui.panels import Panel
from yingke.surfaces.workbench.queries import SHOWN, Reception, home_of


def queries_of(browser, url):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/", "/tasks/", "/tasks/?done=1"])
def test_one_visit_and_three_take_the_same_number_of_queries(world, signed_in, address):
    make_visit(world, VisitState.APPROVED)
    browser = signed_in(world.coordinator)
    browser.get(address)
    one = queries_of(browser, address)
    for _n in range(2):
        make_visit(world, VisitState.APPROVED)
    assert queries_of(browser, address) == one
    assert one <= 16


def test_an_approver_finds_what_waits_for_him_and_the_requester_does_not(world, signed_in):
    visit = make_visit(world, VisitState.SUBMITTED)
    question = visit.approvals.get()
    assert list(home_of(world.approver).approvals) == [question]
    assert home_of(world.requester).waiting == 0
    address = reverse("visits:decide", args=[question.pk])
    assert address in signed_in(world.approver).get("/").content.decode()


def test_a_person_without_any_visit_sees_an_empty_home(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    page = signed_in(world.stranger).get("/")
    assert page.status_code == 200
    assert visit.title not in page.content.decode()
    assert [figure.value for figure in page.context["figures"]] == [0, 0, 0, 0, 0]


def test_the_figures_count_more_than_is_shown(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    now = clock.now()
    for number in range(SHOWN + 3):
        tasks.add_task(
            actor=world.coordinator,
            visit_id=visit.pk,
            name=f"订花 {number}",
            assignee_id=world.it.pk,
            due_at=now + timedelta(hours=1 + number),
        )
    with clock.at(now + timedelta(hours=2.5)):
        home = home_of(world.it)
        page = signed_in(world.it).get("/")
    open_tasks = tasks_of(world.it).count()
    assert len(home.tasks) == SHOWN < open_tasks
    assert (home.tasks.total, home.overdue_tasks) == (open_tasks, 2)
    assert open_tasks in [figure.value for figure in page.context["figures"]]


def test_the_navigation_counts_the_tasks_that_the_list_shows(world):
    visit = make_visit(world, VisitState.APPROVED)
    assert open_tasks(world.coordinator).count() == tasks_of(world.coordinator).count() > 0
    closing.cancel(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        reason="客户改期",
    )
    assert open_tasks(world.coordinator).count() == tasks_of(world.coordinator).count() == 0


def test_a_finished_task_moves_to_the_finished_ones(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    task = tasks.add_task(
        actor=world.coordinator,
        visit_id=visit.pk,
        name="订花",
        assignee_id=world.it.pk,
        due_at=visit.arrives_at,
    )
    browser = signed_in(world.it)
    assert "订花" in browser.get("/tasks/").content.decode()
    browser.post(reverse("visits:task-toggle", args=[task.pk]), {"done": "1"})
    assert "订花" not in browser.get("/tasks/?q=订花").context["table"].rows.__repr__()
    assert "订花" in browser.get("/tasks/?done=1").content.decode()


def test_the_first_page_asks_to_sign_in(client):
    for address in ("/", "/tasks/", "/settings/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")


def cards(page, place="main"):
    """The names of the cards of a place, in their order."""
    return [card.template.rpartition("/")[2][:-5] for card in getattr(page.context["cards"], place)]


def test_the_lead_host_finds_the_visit_he_receives_and_what_comes_next(world, signed_in):
    visit = make_visit(world, VisitState.IN_PROGRESS)
    first, second, *_rest = visit.agenda.order_by("starts_at")
    address = reverse("visits:day", args=[visit.pk])
    with clock.at(first.starts_at):
        page = signed_in(world.host).get("/")
        assert home_of(world.host).reception() == Reception(visit, first, is_today=True)
        assert address in page.text
        assert first.label in page.text.partition(address)[0]
        assert "reception" not in cards(signed_in(world.coordinator).get("/"))
        day.start_item(actor=world.host, item_id=first.pk)
        day.finish_item(actor=world.host, item_id=first.pk)
        assert home_of(world.host).reception().item == second


def test_a_host_prepares_the_next_visit_until_its_day(world, signed_in):
    visit = make_visit(world, VisitState.CONFIRMED)
    with clock.at(visit.arrives_at - timedelta(days=1)):
        found = home_of(world.host).reception()
        assert (found.visit, found.is_today) == (visit, False)
        assert reverse("visits:day", args=[visit.pk]) not in signed_in(world.host).get("/").text
    with clock.at(visit.arrives_at - timedelta(hours=1)):
        assert home_of(world.host).reception().is_today


def test_an_approver_decides_on_the_spot_and_the_next_question_opens(world, signed_in):
    first = make_visit(world, VisitState.SUBMITTED).approvals.get()
    with clock.at(clock.now() + timedelta(minutes=1)):
        second = make_visit(world, VisitState.SUBMITTED).approvals.get()
        browser = signed_in(world.approver)
        page = browser.get("/")
        assert cards(page)[0] == "decisions"
        answer = browser.post(
            reverse("visits:decide", args=[first.pk]),
            {"decision": "approve", "comment": "", "on_home": "1"},
            headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/"},
        )
        assert answer.status_code == 204
        assert "visit-changed" in answer["HX-Trigger"]
        shown = next(c.panel for c in browser.get("/").context["cards"].main)
    assert [one.pk for one in shown.approvals] == [second.pk]
    assert shown.facts


def test_a_question_costs_the_same_however_many_wait(world, signed_in):
    make_visit(world, VisitState.SUBMITTED)
    browser = signed_in(world.approver)
    browser.get("/")
    one = queries_of(browser, "/")
    for _n in range(2):
        make_visit(world, VisitState.SUBMITTED)
    assert queries_of(browser, "/") == one
    assert one <= 29


def test_each_role_finds_the_cards_of_its_work(world, signed_in):
    visit = make_visit(world, VisitState.CONFIRMED)
    with clock.at(visit.arrives_at - timedelta(minutes=30)):
        logistics = signed_in(make_user("张勤", roles=("logistics",))).get("/")
        desk = signed_in(make_user("赵迎", roles=("front-desk",))).get("/")
        manager = signed_in(world.manager).get("/")
    assert cards(logistics) == ["vehicles", "meals", "mine"]
    assert [figure.url for figure in logistics.context["figures"][:2]] == ["#vehicles", "#meals"]
    assert cards(desk)[0] == "arrivals"
    assert visit.title in desk.text
    assert cards(manager)[:2] == ["decisions", "key_customers"]
    assert {"home", "arriving", "fortnight"} <= set(cards(manager, "side"))
    assert manager.context["figures"] == []


def test_who_decides_on_nothing_has_no_card_for_it(world, signed_in):
    make_visit(world, VisitState.SUBMITTED)
    page = signed_in(world.requester).get("/")
    assert not {"decisions", "key_customers"} & set(cards(page))


def test_the_figure_of_the_coming_visits_is_what_its_list_shows(world, signed_in):
    for state in (VisitState.SUBMITTED, VisitState.APPROVED, VisitState.CONFIRMED):
        visit = make_visit(world, state)
    browser = signed_in(world.coordinator)
    with clock.at(visit.arrives_at - timedelta(days=1)):
        figure = browser.get("/").context["figures"][0]
        assert str(figure.value) == browser.get(figure.url).context["table"].total == "2"


def test_a_package_adds_a_card_without_a_change_to_the_page(world, signed_in):
    panel = Panel("extra", "side", 1, "workbench/parts/arriving.html", lambda user, home: [])
    with register.panels.including(panel):
        assert cards(signed_in(world.coordinator).get("/"), "side")[0] == "arriving"


def test_an_open_home_page_follows_what_others_do_and_nothing_else(world):
    visit = make_visit(world, VisitState.APPROVED)
    browser, stranger = Client(), Client()
    browser.force_login(world.coordinator)
    stranger.force_login(world.stranger)

    def versions(asked):
        return [who.get("/", headers={"X-Live": asked.get(who, "")}) for who in (browser, stranger)]

    known = {who: who.get("/", headers={"X-Live": ""})["X-Live"] for who in (browser, stranger)}
    assert [answer.status_code for answer in versions(known)] == [304, 304]
    procedure.skip_node(
        actor=world.coordinator, node_id=visit.nodes.get(kind="profile").pk, reason="老客户"
    )
    changed, same = versions(known)
    assert (changed.status_code, same.status_code) == (204, 304)
    assert changed["X-Live"] != known[browser]
