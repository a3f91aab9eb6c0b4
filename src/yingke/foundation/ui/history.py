"""What happened to a row, as its page shows it; the package that keeps the history tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model
from django.http import HttpRequest

from yingke.foundation.ui.tables import Table


@dataclass(frozen=True)
class Line:
    """Who did something, when, and the sentence that says what; ``lines`` are what it sums up."""

    who: str
    when: datetime
    sentence: str
    lines: Sequence[str] = ()


class Keeper(NamedTuple):
    """``latest(row, count)`` gives the newest lines, ``table(request, row)`` the whole list."""

    latest: Callable[[Model, int], Sequence[Line]]
    table: Callable[[HttpRequest, Model], Table]


_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Let a package above tell the history of rows."""
    _keepers[:] = [keeper]


def latest(row: Model, count: int) -> Sequence[Line]:
    """The newest lines about a row, the newest first; none if no package keeps a history."""
    return _keepers[0].latest(row, count) if _keepers else ()


def table(request: HttpRequest, row: Any) -> Table:
    """All that happened to a row, page by page."""
    return _keepers[0].table(request, row)
