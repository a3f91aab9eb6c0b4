"""Jobs of the notifications."""

from yingke.foundation.kernel import jobs


@jobs.task(name="notifications.send")
def send(*, message_id: int) -> None:
    from yingke.foundation.notifications.services import outbox

    outbox.send(message_id=message_id)


@jobs.every("* * * * *", name="notifications.send_due")
def send_due() -> None:
    from yingke.foundation.notifications.services import outbox

    outbox.send_due()
