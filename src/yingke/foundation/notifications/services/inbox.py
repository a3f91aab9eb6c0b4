"""A person's own inbox."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def mark_read(*, actor: "User", notification_id: int) -> None:
    """Mark one of the actor's own notifications as read; the first reading counts."""
    Notification.objects.filter(pk=notification_id, user=actor, read_at=None).update(
        read_at=clock.now()
    )


@transaction.atomic
def mark_all_read(*, actor: "User") -> int:
    """Mark everything in the actor's inbox as read; return how many were not."""
    return Notification.objects.filter(user=actor, read_at=None).update(read_at=clock.now())
