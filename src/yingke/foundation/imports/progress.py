"""How far the worker is, written and read beside the transaction in which it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final
from uuid import UUID

from django.db import connection

from yingke.foundation.imports.models import Import
from yingke.foundation.kernel import clock

PAUSE: Final = 1.0
"""Seconds between two looks at whether somebody has cancelled it."""
KEPT: Final = 600


class Cancelled(Exception):
    """The import was cancelled, or another worker has taken it over."""


@contextmanager
def shown(import_id: int, run: UUID) -> Iterator[Callable[[int], None]]:
    """A listener that takes how many rows are done, and raises Cancelled once `run` is over.

    What it hears is written by a thread with its own connection, so that pages see it at once.
    """
    done, over, stopped = [0], Event(), Event()

    def watch() -> None:
        rates: list[int] = []
        try:
            while not over.wait(PAUSE) and not stopped.is_set():
                rates = [*rates, done[0]][-KEPT:]
                current = Import.objects.filter(pk=import_id, run=run)
                changes = {"done": done[0], "rates": rates, "touched_at": clock.now()}
                if not current.update(**changes) and _is_known(import_id):
                    stopped.set()
        finally:
            connection.close()

    def listener(count: int) -> None:
        done[0] = count
        if stopped.is_set():
            raise Cancelled

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        over.set()
        thread.join()


def _is_known(import_id: int) -> bool:
    """Whether this connection sees the import at all, which is being made in a test of its own."""
    return Import.objects.filter(pk=import_id).exists()
