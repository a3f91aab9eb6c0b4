"""Times in tiers, kept in the transaction that changes a customer's tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.domains.tiering.models import TierStay
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


def follow(account: Account, before: str, reason: str, actor: User | None) -> None:
    """End the customer's time in `before` and begin that in its tier."""
    now = clock.now()
    TierStay.objects.filter(account=account, until=None).update(until=now)
    TierStay.objects.create(
        account=account,
        tier=account.tier,
        before=before,
        since=now,
        reason=reason[:500],
        actor=actor,
    )
