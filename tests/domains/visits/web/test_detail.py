"""The visit page: what it shows to whom, in how few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import pages, sheets
from yingke.domains.visits.terms import VisitState

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
