"""Hand an entry to a subscriber: at least once, with effect once."""

from django.db import transaction

from yingke.foundation.journal import registry
from yingke.foundation.journal.models import Delivery, Entry
from yingke.foundation.kernel import clock


@transaction.atomic
def deliver(*, entry_id: int, subscriber: str) -> bool:
    """Run one subscriber for one entry; return False if that was done before.

    The row that says "done" and all that the subscriber writes are one transaction: a crash undoes
    both, and the job is tried again. Two workers with the same job meet at the row's unique
    constraint; the second waits, then finds it done.
    """
    entry = Entry.objects.get(pk=entry_id)
    handler = registry.subscriber(entry.kind, subscriber)
    _, is_new = Delivery.objects.get_or_create(
        entry=entry, subscriber=subscriber, defaults={"delivered_at": clock.now()}
    )
    if is_new:
        handler(entry, entry.event)
    return is_new
