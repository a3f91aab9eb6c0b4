"""Registers of the customers package; packages above add entries in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True)
class Moment:
    """One thing in the story of a customer, as a sentence.

    `counts` if it takes the customer's time and therefore falls under the limit of contacts;
    `people` are the ids of the contacts concerned.
    """

    key: str
    at: datetime
    text: str
    icon: str
    url: str = ""
    note: str = ""
    people: tuple[int, ...] = ()
    planned: bool = False
    counts: bool = False


@dataclass(frozen=True)
class Story:
    """A source of moments: `load(user, account, since, until)`, one query, newest hundred at most.

    `counts` if some of them fall under the limit of contacts.

    `user` None asks for all of them, to be counted and shown to nobody.
    """

    code: str
    label: object
    load: Callable[[User | None, Account, datetime, datetime], Iterable[Moment]]
    counts: bool = False


__all__ = [
    "Access",
    "Attention",
    "Moment",
    "Note",
    "Panel",
    "Story",
    "TierChange",
    "access",
    "attention",
    "panels",
    "stories",
    "tier_changes",
]

# `load(user, page)` of a panel gets the `queries.pages.CustomerPage`.
panels: Registry[Panel] = Registry()
attention: Registry[Attention] = Registry()
access: Registry[Access] = Registry()
tier_changes: Registry[TierChange] = Registry()
stories: Registry[Story] = Registry()
