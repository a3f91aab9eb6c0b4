"""One real Chromium for all tests of a process: Playwright starts once in a thread."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

# The shell is Chromium without windows of its own: a quarter less work for the same pages.
PROGRAMS = ("chromium-headless-shell", "chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """Chromium for all tests of this process.

    Django keeps a connection for each thread and event loop, so starting Playwright gives this
    thread another one; what the first knows of the rows to restore after a flush goes with it.
    """
    # Playwright keeps an event loop in this thread; Django would take the tests for asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    rows = getattr(connections["default"], "_test_serialized_contents", "[]")
    with sync_playwright() as player:
        connections["default"]._test_serialized_contents = rows
        browser = player.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # after Playwright nobody finds this thread's other connection


def program() -> str:
    """Where the first of them is that this machine has; RuntimeError if it has none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise RuntimeError(f"The tests need one of the system's packages {', '.join(PROGRAMS)}.")
