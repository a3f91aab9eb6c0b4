"""The history of one row, as its page shows it (`ui.history`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yingke.foundation.journal import queries
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.queries import Act
from yingke.foundation.journal.records import ref
from yingke.foundation.journal.web.tables import actor, actor_name
from yingke.foundation.journal.web.values import changes_of
from yingke.foundation.ui.history import Line
from yingke.foundation.ui.tables import Column, Order, Table


def latest(row: Model, count: int) -> list[Line]:
    """The newest acts on a row."""
    return lines(queries.latest_acts(queries.about(*ref(row)), count))


def lines(acts: Iterable[Act]) -> list[Line]:
    """Acts as a history shows them."""
    return [
        Line(actor_name(act.head), act.head.occurred_at, act.sentence, act.lines) for act in acts
    ]


def table(request: HttpRequest, row: Model) -> Table:
    """All that happened to a row, newest first."""
    return HistoryTable(request, queries.about(*ref(row)))


class HistoryTable(Table):
    """Newest first, with the values before and after."""

    code, label = "history", _("History")
    columns: Sequence[Column] = (
        Column("occurred_at", _("When"), "occurred_at"),
        Column("actor", _("Performed by"), actor, text=actor_name),
        Column("what", _("Action"), queries.describe, lead=True),
    )
    orders = {"newest": Order(_("Newest first"), queries.NEWEST_FIRST)}
    empty_title = _("No changes yet")

    def __init__(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        super().__init__(request, queryset)
        values = Column("values", _("Before and after"), self._values, grow=True)
        self.columns = (*self.columns, values)

    def _values(self, entry: Entry) -> str:
        reader: Any = self.request.user
        changes = changes_of(entry, reader)
        return "; ".join(f"{line.label}: {line.before} → {line.after}" for line in changes)
