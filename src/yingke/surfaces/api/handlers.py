"""What follows here when something happens below: the webhooks are told."""

from yingke.foundation.journal import subscribe
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.models import Entry
from yingke.surfaces.api.publishing import PUBLISHED
from yingke.surfaces.api.services import webhooks


def tell_webhooks(entry: Entry, event: Event) -> None:
    """Something happened that leaves the house."""
    webhooks.queue(entry=entry)


for published in PUBLISHED:
    subscribe(published, name="api.webhooks")(tell_webhooks)
