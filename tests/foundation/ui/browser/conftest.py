"""A real Chromium on the running server; it speaks to no other host."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from tests.factories.identity import make_user

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


class Watch:
    """What a page complained about and whom it asked."""

    def __init__(self, page: Page, home: str) -> None:
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self._see(request.url, home))

    def _hear(self, message) -> None:
        # The browser itself reports an answered mistake (422) as a failed resource.
        if message.type in {"error", "warning"} and "status of 422" not in message.text:
            self.complaints.append(message.text)

    def _see(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:", "blob:")):
            self.strangers.append(url)


@pytest.fixture
def visit(chromium, live_server, client, assets) -> Iterator[Callable[..., tuple[Page, Watch]]]:
    """Open a path as somebody who may see the gallery; the page and what it complained about."""
    contexts = []

    def go(path: str, *, theme: str = "light", language: str = "zh-hans", size=DESK, script=True):
        user = make_user("李思远", roles=("admin",), language=language)
        type(user).objects.filter(pk=user.pk).update(theme=theme)
        client.force_login(user)
        context = chromium.new_context(viewport=size, java_script_enabled=script)
        contexts.append(context)
        cookies = [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
        context.add_cookies(cookies)
        page = context.new_page()
        watch = Watch(page, live_server.url)
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page, watch

    yield go
    for context in contexts:
        context.close()
