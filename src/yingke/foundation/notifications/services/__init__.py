"""Use cases of notifications, the only writers of their tables."""

from yingke.foundation.notifications.services.inbox import mark_all_read, mark_answered, mark_read
from yingke.foundation.notifications.services.notify import notify
from yingke.foundation.notifications.services.outbox import retry, send, send_due
from yingke.foundation.notifications.services.preferences import (
    set_modes,
    set_preferences,
    set_profile,
)

__all__ = [
    "mark_all_read",
    "mark_answered",
    "mark_read",
    "notify",
    "retry",
    "send",
    "send_due",
    "set_modes",
    "set_preferences",
    "set_profile",
]
