"""Who has to be reminded, and what has to be escalated, at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Due:
    """An open node or task with its due time, and what was already said about it."""

    due_at: datetime
    reminded_at: datetime | None
    escalated_at: datetime | None


def is_reminder_due(due: Due, *, now: datetime, before: timedelta) -> bool:
    """Once, from `before` ahead of the due time on; not any more once it is escalated."""
    return due.reminded_at is None and due.escalated_at is None and now >= due.due_at - before


def is_escalation_due(due: Due, *, now: datetime, after: timedelta) -> bool:
    """Once, when the due time has passed by `after`."""
    return due.escalated_at is None and now >= due.due_at + after
