"""Jobs of the journal."""

from yingke.foundation.journal import delivery, heads, sealing
from yingke.foundation.kernel import jobs


@jobs.task(name="journal.deliver")
def deliver(*, entry_id: int, subscriber: str) -> None:
    delivery.deliver(entry_id=entry_id, subscriber=subscriber)


@jobs.every("* * * * *", name="journal.seal")
def seal() -> None:
    if sealing.seal_pending():
        heads.note()


@jobs.every("30 0 * * *", name="journal.send_head")
def send_head() -> None:
    heads.send()
