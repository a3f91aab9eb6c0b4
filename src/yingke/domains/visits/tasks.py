"""Periodic jobs of visits."""

from yingke.domains.visits.services import approval_turns, reminders
from yingke.foundation.kernel import jobs


@jobs.every("*/5 * * * *", name="visits.send_reminders")
def send_reminders() -> None:
    reminders.send_due()
    approval_turns.escalate_overdue()


@jobs.every("*/15 * * * *", name="visits.expire_holds")
def expire_holds() -> None:
    reminders.expire_holds()
