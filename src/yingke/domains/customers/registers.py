"""Registers of the customers package; packages above add entries in `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Access:
    """A further reason to see customers: `accounts(user)` is a query of their ids."""

    code: str
    accounts: Callable[[User], QuerySet[Any, Any]]


@dataclass(frozen=True)
class TierChange:
    """What a package above does in the transaction that changes a tier.

    `follow(account, before, reason, actor)` gets the account with its new tier.
    """

    code: str
    follow: Callable[[Account, str, str, User | None], None]


__all__ = [
    "Access",
    "Attention",
    "Note",
    "Panel",
    "TierChange",
    "access",
    "attention",
    "panels",
    "tier_changes",
]

# `load(user, page)` of a panel gets the `queries.pages.CustomerPage`.
panels: Registry[Panel] = Registry()
attention: Registry[Attention] = Registry()
access: Registry[Access] = Registry()
tier_changes: Registry[TierChange] = Registry()
