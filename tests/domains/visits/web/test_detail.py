"""The visit page: what it shows to whom, in how few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import facts, pages
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
    browser = signed_in(world.coordinator)
    browser.get(url(visit))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(url(visit))
    assert len(queries) <= MOST_QUERIES, "\n".join(q["sql"][:200] for q in queries.captured_queries)


@pytest.mark.parametrize("state", [VisitState.APPROVED, VisitState.PLANNED, VisitState.CONFIRMED])
def test_the_page_judges_the_gates_on_the_same_facts_as_the_service(world, state):
    visit = make_visit(world, state)
    sheet = pages.sheet_of(world.coordinator, visit.pk)
    assert sheet.facts == facts.gate_facts(visit)
    assert sheet.readiness == facts.readiness_of(visit)


def test_a_stranger_is_told_that_there_is_no_such_visit(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    assert signed_in(world.stranger).get(url(visit)).status_code == 404
    assert signed_in(world.colleague).get(url(visit)).status_code == 404
