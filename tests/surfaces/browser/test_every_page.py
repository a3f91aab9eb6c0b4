"""Every page of the product keeps the house's gates, turn by turn in both languages and themes.

The width is looked at on the phone and at the desk for each of them. axe, which costs most, looks
through a page that draws a template which this reader has not seen drawn in his theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route
from tests.domains.visits.world import MONDAY
from tests.foundation.ui.browser.conftest import DESK, PHONE, Watch
from tests.surfaces.browser.openings import Company, Opening, make_company, openings

from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Starts looking and comes back at once: two windows are looked through at the same time. The frame
# around the page is the same everywhere and is looked at where the page has nothing else.
LOOK = """(through) => {
  const page = document.documentElement;
  const wide = () => page.scrollWidth <= page.clientWidth ? [] : ["sideways",
    ...[...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > page.clientWidth + 1)
      .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
  const first = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
  const found = [...wide(), ...(first.length === 1 ? [] : [`${first.length} first headings`])];
  const frame = document.querySelector("#home") ? [] : [[".sidebar"], [".tab-bar"]];
  const options = { resultTypes: ["violations"], iframes: false, preload: false };
  window.looked = !through ? found : axe.run({ exclude: frame }, options)
    .then(({ violations }) => [...found, ...violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))]);
}"""


@dataclass(frozen=True)
class Look:
    """How a reader has the product before him; each value of each kind is in one of the two."""

    language: str
    theme: str
    size: dict[str, int]
    other_size: dict[str, int]


LOOKS = (Look("zh-hans", "light", PHONE, DESK), Look("en", "dark", DESK, PHONE))
STATIC = settings.STATIC_URL
WIDTH = "document.documentElement.scrollWidth"


class Reader:
    """Somebody who goes through all pages with one look, and notes what is wrong with them."""

    def __init__(self, chromium: Browser, home: str, look: Look, company: Company):
        self.home, self.look = home, look
        self.odd: dict[str, list[str]] = {}
        self._here: Opening | None = None
        self._drawn: set[str] = set()
        self._windows = {
            person: self._window(chromium, client) for person, client in company.browsers.items()
        }

    def _window(self, chromium: Browser, client: Client) -> tuple[Page, Watch]:
        context = chromium.new_context(
            viewport=self.look.size, color_scheme=self.look.theme, reduced_motion="reduce"
        )
        context.route("**/static/**", static_file)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        cookies[settings.LANGUAGE_COOKIE_NAME] = self.look.language
        context.add_cookies(
            [{"name": name, "value": value, "url": self.home} for name, value in cookies.items()]
        )
        page = context.new_page()
        return page, Watch(page, self.home)

    def open(self, opening: Opening) -> None:
        """Note what the page before was found to be, and start to look at this one."""
        self.finish()
        page, watch = self._windows[opening.person]
        watch.complaints.clear()
        address = self.home + opening.url
        page.route(address, lambda route: hand_over(route, opening), times=1)
        page.goto(address)
        through = not opening.templates <= self._drawn
        if through:
            page.evaluate(AXE_SCRIPT)
        page.evaluate(LOOK, through)
        self._drawn |= opening.templates
        self._here = opening

    def finish(self) -> None:
        """Wait for what is still being looked at."""
        if self._here is None:
            return
        page, watch = self._windows[self._here.person]
        found = page.evaluate("window.looked") + watch.complaints + watch.strangers
        page.set_viewport_size(self.look.other_size)
        if page.evaluate(WIDTH) > self.look.other_size["width"]:
            found.append(f"sideways at {self.look.other_size['width']} px")
        page.set_viewport_size(self.look.size)
        if found:
            self.odd[str(self._here)] = found
        self._here = None

    def leave(self) -> None:
        for page, _watch in self._windows.values():
            page.context.close()


def hand_over(route: Route, opening: Opening) -> None:
    """Answer with the page that was drawn when it was looked for; what it asks for is served."""
    answer = opening.answer
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)


@cache
def file_at(path: str) -> Path | None:
    """Where a static file lies, looked for once."""
    found = finders.find(path)
    return Path(found) if found else None


def static_file(route: Route) -> None:
    """Hand a stylesheet or script over from the disk: the test server is slow with small files."""
    found = file_at(urlsplit(route.request.url).path.removeprefix(f"/{STATIC.strip('/')}/"))
    route.fulfill(path=found) if found else route.continue_()


def test_every_page_is_accessible_fits_and_is_quiet(chromium, live_server, assets):
    with clock.at(MONDAY):
        company = make_company()
    User.objects.update(theme="auto")
    readers = [Reader(chromium, live_server.url, look, company) for look in LOOKS]
    # turn by turn: each page has one of the looks, and each look every kind of page
    turns = cycle(look.language for look in LOOKS)
    for opening, reader in zip(openings(company, turns), cycle(readers), strict=False):
        reader.open(opening)
    for reader in readers:
        reader.finish()
        reader.leave()
    assert {where: odd for reader in readers for where, odd in reader.odd.items()} == {}
