"""Reminders and escalations due at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Due:
    """An open node or task with its due time and the reminders already sent."""

    due_at: datetime
    reminded_at: datetime | None
    escalated_at: datetime | None


def is_reminder_due(due: Due, *, now: datetime, before: timedelta) -> bool:
    """Whether to remind: once, from `before` the due time on, and not after an escalation."""
    return due.reminded_at is None and due.escalated_at is None and now >= due.due_at - before


def is_escalation_due(due: Due, *, now: datetime, after: timedelta) -> bool:
    """Whether to escalate: once, when overdue by `after`."""
    return due.escalated_at is None and now >= due.due_at + after
