"""Delivery of entries to subscribers: called at least once, effective exactly once."""

from django.db import transaction

from yingke.foundation.journal import registry
from yingke.foundation.journal.models import Delivery, Entry
from yingke.foundation.kernel import clock


@transaction.atomic
def deliver(*, entry_id: int, subscriber: str) -> bool:
    """Run one subscriber for one entry; return False if it already ran.

    The `Delivery` row and everything the subscriber writes share a transaction: a crash rolls both
    back, and the job is retried. Of two workers with the same job the second waits at the row's
    unique constraint.
    """
    entry = Entry.objects.get(pk=entry_id)
    handler = registry.subscriber(entry.kind, subscriber)
    _, is_new = Delivery.objects.get_or_create(
        entry=entry, subscriber=subscriber, defaults={"delivered_at": clock.now()}
    )
    if is_new:
        handler(entry, entry.event)
    return is_new
