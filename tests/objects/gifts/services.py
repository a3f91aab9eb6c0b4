from typing import Any

from django.db import transaction
from tests.objects.gifts import permissions
from tests.objects.gifts.events import GiftChanged
from tests.objects.gifts.models import Gift

from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new


@transaction.atomic
def save_gift(
    *, actor: Any, pk: int | None = None, version: int | None = None, **columns: Any
) -> Gift:
    """Save a gift; a new one needs `site_id`, `name` and `worth`."""
    require(actor is None or permissions.can_edit(actor))
    gift = locked_or_new(Gift, pk, version)
    save_changes(gift, columns, actor=actor, event=GiftChanged.of)
    return gift
