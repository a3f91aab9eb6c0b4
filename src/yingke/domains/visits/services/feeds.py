"""Secret calendar addresses: issue, resolve, renew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction
from django.db.models import F

from yingke.domains.visits.models import CalendarAddress

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

_SALT = "visits.calendar"


@transaction.atomic
def address_of(*, actor: User, visit_id: int | None = None) -> str:
    """Return the token of a person's calendar or of one visit's; created on first use."""
    owned: dict[str, Any] = {"user": actor, "visit_id": visit_id}
    row, _made = CalendarAddress.objects.get_or_create(**owned)
    return signing.dumps([row.pk, row.renewed], salt=_SALT)


@transaction.atomic
def renew(*, actor: User) -> None:
    """Invalidate all addresses issued to this person."""
    CalendarAddress.objects.filter(user=actor).update(renewed=F("renewed") + 1)


def behind(token: str) -> CalendarAddress | None:
    """Whose calendar a token stands for; None for one that is not ours or was renewed."""
    try:
        pk, renewed = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = CalendarAddress.objects.filter(user__is_active=True).select_related("user")
    return rows.filter(pk=pk, renewed=renewed).first()
