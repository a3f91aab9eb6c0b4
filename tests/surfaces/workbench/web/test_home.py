"""Home and my tasks: each person's own, at a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits.queries.lists import open_tasks, tasks_of
from yingke.domains.visits.services import closing, day, tasks
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.surfaces.workbench.queries import SHOWN, OnSite, home_of


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
    assert one <= 13


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


def test_the_lead_host_finds_the_visit_he_receives_and_what_comes_next(world, signed_in):
    visit = make_visit(world, VisitState.IN_PROGRESS)
    first, second, *_rest = visit.agenda.order_by("starts_at")
    address = reverse("visits:day", args=[visit.pk])
    with clock.at(first.starts_at):
        page = signed_in(world.host).get("/")
        assert page.context["on_site"] == OnSite(visit, first)
        assert address in page.text
        assert signed_in(world.coordinator).get("/").context["on_site"] is None
        day.start_item(actor=world.host, item_id=first.pk)
        day.finish_item(actor=world.host, item_id=first.pk)
        assert home_of(world.host).on_site(world.host).item == second


def test_a_confirmed_visit_is_on_the_hosts_home_on_its_day_alone(world):
    visit = make_visit(world, VisitState.CONFIRMED)
    with clock.at(visit.arrives_at - timedelta(days=1)):
        assert home_of(world.host).on_site(world.host) is None
    with clock.at(visit.arrives_at - timedelta(hours=1)):
        assert home_of(world.host).on_site(world.host).visit == visit
