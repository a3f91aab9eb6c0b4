"""Write to the journal. The only writers of ``Entry``."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

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
    recorded_at, written = clock.now(), 0
    rows = [_entry(past, recorded_at) for past in entries]
    for start in range(0, len(rows), 2000):
        written += len(Entry.objects.bulk_create(rows[start : start + 2000]))
    return written


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
