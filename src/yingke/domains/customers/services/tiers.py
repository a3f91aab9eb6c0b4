"""The tier of a customer: one door, used by people and by the package that computes tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import TierChanged
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def set_tier(*, actor: User | None, account_id: int, tier: str, reason: str) -> Account:
    """Put a customer into a tier, with the reason; the same tier again changes nothing."""
    require(actor is None or permissions.can_set_tier(actor))
    account = Account.objects.select_for_update().get(pk=account_id)
    wanted = Tier(tier)
    if account.tier == wanted:
        return account
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    before, account.tier = account.tier, wanted
    account.version += 1
    account.updated_at = clock.now()
    account.save(update_fields=["tier", "version", "updated_at"])
    journal.record(
        actor=actor,
        event=TierChanged(
            account_id=account.pk, before=str(before), after=wanted.value, reason=reason.strip()
        ),
    )
    return account
