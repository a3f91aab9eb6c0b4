"""What tests of declared objects share."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def same_queries(client: Client, url: str, one_more: Callable[[str], Any], most: int = 12) -> None:
    """A list page costs as many queries for one row as for three, and at most `most`.

    `one_more(name)` makes a row whose name the list shows.
    """
    counts = []
    for names in (["甲"], ["乙", "丙"]):
        for name in names:
            one_more(name)
        client.get(url)  # what is read once for the process
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(url)
        assert all(name in page.text for name in names)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def statuses(client: Client, urls: Sequence[str]) -> list[int]:
    """How each address answers."""
    return [client.get(url).status_code for url in urls]
