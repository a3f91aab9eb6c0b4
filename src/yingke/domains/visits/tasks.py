"""Jobs of visits: what the worker does by the clock."""

from yingke.domains.visits.services import approval_turns, reminders
from yingke.foundation.kernel import jobs


@jobs.every("*/5 * * * *", name="visits.send_reminders")
def send_reminders() -> None:
    """Remind and escalate."""
    reminders.send_due()
    approval_turns.escalate_overdue()


@jobs.every("*/15 * * * *", name="visits.expire_holds")
def expire_holds() -> None:
    """Let go of dates that a draft held too long."""
    reminders.expire_holds()
