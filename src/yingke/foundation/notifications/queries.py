"""Reads of notifications; users see only their own."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yingke.foundation.notifications import channels, kinds
from yingke.foundation.notifications.models import Choice, Message, Notification, Profile
from yingke.foundation.notifications.terms import Mode, State

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NEWEST_FIRST = ("-created_at", "-pk")


def visible_to(user: "User") -> QuerySet[Notification]:
    """The user's inbox, newest first."""
    return Notification.objects.filter(user=user).order_by(*NEWEST_FIRST)


def unread(user: "User") -> QuerySet[Notification]:
    """The user's unread messages, counted from a partial index."""
    return Notification.objects.filter(user=user, read_at=None)


def profile_of(user: "User") -> Profile:
    """Return the user's delivery preferences, or the defaults."""
    return Profile.objects.filter(user=user).first() or Profile(user=user)


def modes_of(user: "User") -> dict[tuple[str, str], Mode]:
    """Return the effective mode of every (kind, channel)."""
    modes = {
        (kind.code, channel.code): channel.default_mode(urgent=kind.urgent)
        for kind in kinds.declared()
        for channel in channels.registered()
    }
    for choice in Choice.objects.filter(user=user):
        if (choice.kind, choice.channel) in modes:
            modes[choice.kind, choice.channel] = Mode(choice.mode)
    return modes


def undelivered() -> QuerySet[Message]:
    """Messages that ran out of attempts, newest first."""
    return Message.objects.filter(state=State.DEAD).select_related("user").order_by(*NEWEST_FIRST)
