"""Jobs of the journal."""

from yingke.foundation.journal import delivery, sealing
from yingke.foundation.kernel import jobs


@jobs.task(name="journal.deliver")
def deliver(*, entry_id: int, subscriber: str) -> None:
    delivery.deliver(entry_id=entry_id, subscriber=subscriber)


@jobs.every("* * * * *", name="journal.seal")
def seal() -> None:
    sealing.seal_pending()
