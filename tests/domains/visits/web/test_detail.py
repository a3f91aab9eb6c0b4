"""The visit page: what it shows to whom, in how few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import pages, sheets
from yingke.domains.visits.services import procedure
from yingke.domains.visits.templatetags.visits import step_when
from yingke.domains.visits.terms import VisitState
from yingke.foundation.ui import dates

MOST_QUERIES = 12


def url(visit: Visit) -> str:
    return reverse("visits:detail", args=[visit.pk])


@pytest.mark.parametrize("state", VisitState.values)
def test_the_page_shows_a_visit_in_every_state(world, signed_in, state):
    visit = make_visit(world, state)
    page = signed_in(world.coordinator).get(url(visit))
    assert page.status_code == 200
    assert visit.number in page.content.decode()


@pytest.mark.parametrize("state", [VisitState.APPROVED, VisitState.PLANNED])
def test_the_page_of_a_visit_takes_at_most_twelve_queries(world, signed_in, state):
    visit = make_visit(world, state)
    queries = queries_of(signed_in(world.coordinator), visit)
    assert len(queries) <= MOST_QUERIES, "\n".join(query[:200] for query in queries)


def test_a_panel_and_notes_of_a_package_above_take_one_query_each(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser = signed_in(world.coordinator)
    before = len(queries_of(browser, visit))
    panel = registers.Panel(
        "toy", "side", 50, "ui/components/clash.html", lambda user, page: Visit.objects.count()
    )
    notes = registers.Attention("toy", lambda user, visits: {Visit.objects.count(): []})
    with registers.panels.including(panel), registers.attention.including(notes):
        assert len(queries_of(browser, visit)) == before + 2


def queries_of(browser: Client, visit: Visit) -> list[str]:
    """What the page asks the database the second time, when caches are warm."""
    browser.get(url(visit))
    with CaptureQueriesContext(connection) as queries:
        browser.get(url(visit))
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("state", [VisitState.APPROVED, VisitState.PLANNED, VisitState.CONFIRMED])
def test_the_page_judges_the_gates_on_the_same_facts_as_the_service(world, state):
    visit = make_visit(world, state)
    sheet = pages.page_of(world.coordinator, visit.pk)
    assert sheet.facts == sheets.read(visit).facts
    assert sheet.readiness == sheets.read(visit).readiness


def test_a_stranger_is_told_that_there_is_no_such_visit(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    assert signed_in(world.stranger).get(url(visit)).status_code == 404
    assert signed_in(world.colleague).get(url(visit)).status_code == 404


def test_a_step_that_is_done_says_when_it_was_done(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    node = visit.nodes.filter(completed_at__isnull=False).order_by("number").first()
    assert node.completed_at.date() != node.due_at.date()
    visit.nodes.filter(pk=node.pk).update(completed_at=node.due_at - timedelta(days=30))
    node.refresh_from_db()
    rows = {row.number: step_when(row) for row in pages.page_of(world.coordinator, visit.pk).nodes}
    assert rows[node.number] == dates.short_day(node.completed_at)
    open_ = visit.nodes.filter(completed_at=None).order_by("number").first()
    assert rows[open_.number] == dates.short_day(open_.due_at)


def test_the_readiness_is_explained_part_by_part(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser = signed_in(world.coordinator)
    address = reverse("visits:readiness", args=[visit.pk])
    assert address in browser.get(url(visit)).text
    page = browser.get(address)
    ready = page.context["readiness"]
    assert sum(weight for _part, weight, _points in ready.lines) == 100
    assert int(sum(points for _part, _weight, points in ready.lines)) == ready.score
    assert signed_in(world.stranger).get(address).status_code == 404


def test_an_open_page_of_a_visit_is_told_of_a_change_and_of_nothing_else(world, signed_in):
    visit, other = (make_visit(world, VisitState.APPROVED) for _n in range(2))
    browser = signed_in(world.coordinator)
    known = browser.get(url(visit), headers={"X-Live": ""})["X-Live"]
    for row, status in ((other, 304), (visit, 204)):
        node = row.nodes.get(kind="profile")
        procedure.skip_node(actor=world.coordinator, node_id=node.pk, reason="老客户")
        assert browser.get(url(visit), headers={"X-Live": known}).status_code == status
    stranger = signed_in(world.stranger).get(url(visit), headers={"X-Live": known})
    assert stranger["X-Live"] == "0"
