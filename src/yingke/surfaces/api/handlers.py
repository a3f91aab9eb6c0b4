"""Queue webhook deliveries for published events."""

from yingke.foundation.journal import subscribe
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.models import Entry
from yingke.surfaces.api.publishing import PUBLISHED
from yingke.surfaces.api.services import webhooks


def queue_deliveries(entry: Entry, event: Event) -> None:
    webhooks.queue_deliveries(entry=entry)


for published in PUBLISHED:
    subscribe(published, name="api.webhooks")(queue_deliveries)
