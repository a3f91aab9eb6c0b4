"""The actor's inbox."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def mark_read(*, actor: "User", notification_id: int) -> None:
    """Mark a notification as read; a second call changes nothing."""
    Notification.objects.filter(pk=notification_id, user=actor, read_at=None).update(
        read_at=clock.now()
    )


@transaction.atomic
def mark_all_read(*, actor: "User") -> int:
    """Mark the whole inbox as read; return how many were unread."""
    return Notification.objects.filter(user=actor, read_at=None).update(read_at=clock.now())


@transaction.atomic
def mark_answered(*, to: "Iterable[User]", url: str, kinds: Collection[str]) -> int:
    """Mark as read what asked these people to act at an address, once somebody has."""
    asked = Notification.objects.filter(user__in=[user.pk for user in to], url=url, kind__in=kinds)
    return asked.filter(read_at=None).update(read_at=clock.now())
