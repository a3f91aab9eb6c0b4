"""Writes to the journal, the only ones."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction

from yingke.foundation.journal import registry, tasks
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock, ids

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


class PastEvent(NamedTuple):
    """An event from before the journal was kept, for ``backfill``."""

    event: Event
    occurred_at: datetime
    actor: "User | None" = None


@transaction.atomic
def record(*, actor: "User | None", event: Event, occurred_at: datetime | None = None) -> Entry:
    """Record an event and enqueue one job per subscriber, in the caller's transaction.

    ``occurred_at`` defaults to now; it differs for an event that is reported late, such as a scan
    made offline.
    """
    entry = _entry(PastEvent(event, occurred_at or clock.now(), actor), clock.now())
    entry.save(force_insert=True)
    for name in registry.subscribers(event.kind):
        tasks.deliver.enqueue(entry_id=entry.pk, subscriber=name)
    return entry


@transaction.atomic
def record_all(*, actor: "User | None", events: Iterable[Event]) -> None:
    """`record` for many events that happen now, in few statements."""
    now = clock.now()
    rows = [_entry(PastEvent(event, now, actor), now) for event in events]
    _copy(rows)
    heard = [row for row in rows if registry.subscribers(row.kind)]
    ids_of = dict(
        Entry.objects.filter(event_id__in=[row.event_id for row in heard]).values_list(
            "event_id", "pk"
        )
    )
    tasks.deliver.enqueue_many(
        [
            {"entry_id": ids_of[row.event_id], "subscriber": name}
            for row in heard
            for name in registry.subscribers(row.kind)
        ]
    )


@transaction.atomic
def backfill(entries: Iterable[PastEvent]) -> int:
    """Insert many past events without calling subscribers; return how many.

    For imports, which bring the consequences of the events along.
    """
    recorded_at = clock.now()
    return _copy([_entry(past, recorded_at) for past in entries])


def _copy(rows: Sequence[Entry]) -> int:
    fields = [field for field in Entry._meta.concrete_fields if field.name not in {"id", "xid"}]
    columns = ", ".join(str(field.column) for field in fields)
    # COPY inserts tens of thousands of rows a second, and statement triggers run once.
    statement = f"COPY journal_entry ({columns}) FROM STDIN"
    if rows:
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([_copy_value(getattr(row, field.attname)) for field in fields])
    return len(rows)


def _copy_value(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value


def _entry(past: PastEvent, recorded_at: datetime) -> Entry:
    subject, context = past.event.subject(), past.event.context()
    return Entry(
        event_id=ids.new_uuid(),
        kind=past.event.kind,
        actor=past.actor,
        subject_kind=subject.kind,
        subject_id=subject.id,
        context_kind=context.kind if context else None,
        context_id=context.id if context else None,
        occurred_at=past.occurred_at,
        recorded_at=recorded_at,
        data=past.event.to_data(),
    )
