"""The page of a proposal: nothing covers its buttons, and each way out can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.domains.visits import world as w
from tests.foundation.ui.browser.conftest import DESK, PHONE

from yingke.domains.planning.services.improving import improve
from yingke.domains.planning.services.proposals import propose
from yingke.domains.visits.models import Visit
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_TOP = """one => {
    const box = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
READABLE = """way => {
    const [title, note] = [...way.querySelectorAll("b, small")].map(e => e.getBoundingClientRect());
    return note.top >= title.bottom - 1 && title.width > way.clientWidth / 2;
}"""


@pytest.fixture
def visit() -> Visit:
    """Guests who speak German, and nobody who interprets: a need of each item is unmet."""
    with clock.at(w.MONDAY):
        world = w.make_world()
        for contact in world.contacts:
            contact.language = "de"
            contact.save()
        visit = w.planned(world)
        improve(proposal_id=propose(actor=visit.coordinator, visit_id=visit.pk).pk)
    return visit


@pytest.fixture
def screen(chromium: Browser, live_server, assets, visit) -> Iterator[Callable[..., Page]]:
    contexts = []

    def show(size: dict[str, Any]) -> Page:
        client = Client()
        client.force_login(visit.coordinator)
        context = chromium.new_context(base_url=live_server.url, viewport=size)
        contexts.append(context)
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        page = context.new_page()
        page.goto(f"/visits/{visit.pk}/plan/")
        return page

    yield show
    for context in contexts:
        context.close()


def test_accepting_is_within_reach_on_a_phone_wherever_one_reads(screen):
    page = screen({**PHONE, "height": 480})
    accept = page.locator(".accept-bar button").last
    expect(accept).to_be_visible()
    first = page.locator(".proposal-entry").first
    first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 150)")
    assert accept.evaluate(ON_TOP)


def test_ways_out_are_readable_with_and_without_a_key(screen):
    page = screen(DESK)
    ways = page.locator(".way")
    expect(ways).to_have_count(3)  # to look for an interpreter for each of the three items
    assert page.locator(".way[data-key]").count() == 1
    assert [way.evaluate(READABLE) for way in ways.all()] == [True, True, True]
