"""Delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.foundation.identity.models import Delegation, User
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.rules import delegation as rules
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.signals import send_change

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def delegate(
    *,
    actor: User,
    taker_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    giver_id: int | None = None,
) -> Delegation:
    """Delegate the permissions of the giver, by default the actor, to the taker.

    Managers of identities may do it on behalf of someone else, such as a colleague who fell ill.
    """
    giver_id = actor.pk if giver_id is None else giver_id
    require(giver_id == actor.pk or actor.may("identity.manage"), "identity.manage")
    rules.check_period(starts_at=starts_at, ends_at=ends_at, now=clock.now())
    taker = User.objects.get(pk=taker_id)
    rules.check_people(giver=giver_id, taker=taker.pk, taker_active=taker.is_active)
    row = Delegation.objects.create(
        giver_id=giver_id, taker=taker, starts_at=starts_at, ends_at=ends_at, reason=reason
    )
    send_change(actor, "identity.delegated", (row.giver.pk, row.giver.name), after=_columns(row))
    return row


@transaction.atomic
def end_delegation(*, actor: User, delegation_id: int) -> Delegation:
    """End a delegation now, even before it begins; the row is kept."""
    row = Delegation.objects.select_for_update().get(pk=delegation_id)
    require(row.giver_id == actor.pk or actor.may("identity.manage"), "identity.manage")
    row.ends_at = rules.end_time(starts_at=row.starts_at, ends_at=row.ends_at, now=clock.now())
    row.save(update_fields=["ends_at"])
    send_change(
        actor,
        "identity.delegation_ended",
        (row.giver.pk, row.giver.name),
        after=_columns(row),
    )
    return row


def _columns(row: Delegation) -> dict[str, Any]:
    return {
        "taker": row.taker.name,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "reason": row.reason,
    }
