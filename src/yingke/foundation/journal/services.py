"""Write to the journal. The only writers of ``Entry``."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction

from yingke.foundation.journal import registry, tasks
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock, ids

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


class Past(NamedTuple):
    """A fact from before the journal was kept, for ``backfill``."""

    event: Event
    occurred_at: datetime
    actor: "User | None" = None


@transaction.atomic
def record(*, actor: "User | None", event: Event, occurred_at: datetime | None = None) -> Entry:
    """Write a fact in the caller's transaction and enqueue one job per subscriber.

    ``occurred_at`` is when it happened if that is not now (a scan that was made offline).
    If the caller's transaction fails, neither the entry nor a job remains.
    """
    entry = _entry(Past(event, occurred_at or clock.now(), actor), clock.now())
    entry.save(force_insert=True)
    for name in registry.subscribers(event.kind):
        tasks.deliver.enqueue(entry_id=entry.pk, subscriber=name)
    return entry


@transaction.atomic
def backfill(entries: Iterable[Past]) -> int:
    """Write many past facts at once and tell no subscriber; return how many.

    For imports and the sample company, whose consequences are imported beside them.
    """
    recorded_at = clock.now()
    rows = [_entry(past, recorded_at) for past in entries]
    fields = [field for field in Entry._meta.concrete_fields if field.name not in {"id", "xid"}]
    columns = ", ".join(str(field.column) for field in fields)
    # COPY takes tens of thousands of rows a second; the table's triggers see it as one insert.
    statement = f"COPY journal_entry ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_copied(getattr(row, field.attname)) for field in fields])
    return len(rows)


def _copied(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value


def _entry(past: Past, recorded_at: datetime) -> Entry:
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
