"""Jobs of the notifications."""

from yingke.foundation.kernel import jobs
from yingke.foundation.notifications.services import outbox


@jobs.task(name="notifications.send")
def send(*, message_id: int) -> None:
    outbox.send(message_id=message_id)


@jobs.every("* * * * *", name="notifications.send_due")
def send_due() -> None:
    outbox.send_due()
