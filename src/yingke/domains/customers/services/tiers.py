"""The tier of a customer: the only way to change it, for users and for packages that compute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.customers import permissions, registers
from yingke.domains.customers.events import TierChanged
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def set_tier(*, actor: User | None, account_id: int, tier: str, reason: str) -> Account:
    """Set a customer's tier, with a reason; no effect if it is unchanged."""
    require(actor is None or permissions.can_set_tier(actor))
    return write_tier(account_id, tier, reason, actor)


def write_tier(account_id: int, tier: str, reason: str, actor: User | None) -> Account:
    """`set_tier` in the transaction of a package above that has decided who may."""
    account = locked(Account, account_id)
    wanted = Tier(tier)
    if account.tier == wanted:
        return account
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    before = str(account.tier)
    event = TierChanged(account.pk, before, after=wanted.value, reason=reason.strip())
    save_changes(account, {"tier": wanted}, actor=actor, event=lambda _row, _done: event)
    for entry in registers.tier_changes:
        entry.follow(account, before, reason.strip(), actor)
    return account
