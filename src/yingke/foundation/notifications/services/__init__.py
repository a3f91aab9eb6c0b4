"""Tell people. The only writers of the inbox and of what leaves through channels."""

from yingke.foundation.notifications.services.inbox import mark_all_read, mark_read
from yingke.foundation.notifications.services.notify import notify
from yingke.foundation.notifications.services.outbox import revive, send, send_due
from yingke.foundation.notifications.services.wishes import choose, set_profile, set_wishes

__all__ = [
    "choose",
    "mark_all_read",
    "mark_read",
    "notify",
    "revive",
    "send",
    "send_due",
    "set_profile",
    "set_wishes",
]
