"""Values of an entry formatted for the page."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from yingke.foundation.identity.models import User
from yingke.foundation.journal import queries
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.records import field_names, models
from yingke.foundation.ui.tables.columns import shown

_SHORT = 28  # characters


class Line(NamedTuple):
    """A labelled value, or its values before and after."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Whether the value needs the full width."""
        return len(self.after) > _SHORT


def changes_of(entry: Entry, reader: User) -> list[Line]:
    """Return one line per changed value that the reader may see."""
    event = queries.seen_by(reader, entry).event
    if event is None:
        return []
    return [
        Line(_label(entry, change.field or entry.kind), _read(change.before), _read(change.after))
        for change in event.changes()
    ]


def facts_of(entry: Entry, reader: User) -> list[Line]:
    """Return the other fields; as stored if the kind is no longer declared."""
    seen = queries.seen_by(reader, entry)
    event = seen.event
    values = {name: getattr(event, name) for name in seen.data} if event else seen.data
    return [
        Line(_label(entry, name), "", _read(value))
        for name, value in values.items()
        if not name.startswith(("before", "after"))
    ]


def _label(entry: Entry, name: str) -> str:
    return field_names(models().get(entry.subject_kind), [name])


def _read(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, list | tuple):
        return ", ".join(_read(item) for item in value) or "–"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, int):
        return str(value)
    return str(shown(value))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
