"""Whether a page costs the same number of queries however long its list is."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 12


def assert_costs_the_same(
    client: Client, url: str, add_row: Callable[[int], object], *, most: int = MOST
) -> str:
    """Load a list with one row and with three; gives its text with three.

    `add_row(n)` makes row n, from 0. The page is loaded once before, to fill what is cached.
    """
    add_row(0)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        first = client.get(url)
    add_row(1)
    add_row(2)
    with CaptureQueriesContext(connection) as three:
        page = client.get(url)
    assert (first.status_code, page.status_code) == (200, 200)
    assert len(three) == len(one), [query["sql"] for query in three]
    assert len(three) <= most, [query["sql"] for query in three]
    return page.text
