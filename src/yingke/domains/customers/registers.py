"""Registers of the customers package; packages above add entries in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
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
class Rollup:
    """A figure that adds up over the companies of a group.

    `sums(user, ids)` gives it by customer, in one query, from what the user may see; `shown` writes
    a sum for a reader.
    """

    code: str
    label: object
    sums: Callable[[User, Collection[int]], Mapping[int, Any]]
    shown: Callable[[Any], str] = str


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
class Figure:
    """A number at the head of the customer page; None where the reader may not see it.

    `load(user, page)` gives the label, the value and a note beside it.
    """

    code: str
    order: int
    load: Callable[[User, Any], tuple[object, object, object] | None]


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


@dataclass(frozen=True)
class Follower:
    """What a package does when customers are merged, beyond having its foreign keys moved.

    `merged(kept_id, absorbed_id)` runs before anything moves, and what it returns (JSON) is given
    to `undone(kept_id, absorbed_id, data)` after everything is back, in the same transaction.
    """

    code: str
    merged: Callable[[int, int], Any]
    undone: Callable[[int, int, Any], None]


@dataclass(frozen=True)
class Dropped:
    """A model, by its label, whose rows go with an absorbed customer instead of moving.

    What is computed from other rows (a score, a stay in a tier) would otherwise stand twice for one
    customer. An undo brings the rows back.
    """

    code: str


__all__ = [
    "Access",
    "Attention",
    "Dropped",
    "Figure",
    "Follower",
    "Moment",
    "Note",
    "Panel",
    "Rollup",
    "Story",
    "TierChange",
    "access",
    "attention",
    "dropped",
    "figures",
    "followers",
    "panels",
    "rollups",
    "stories",
    "tier_changes",
]

# `load(user, page)` of a panel gets the `queries.pages.CustomerPage`.
panels: Registry[Panel] = Registry()
attention: Registry[Attention] = Registry()
access: Registry[Access] = Registry()
tier_changes: Registry[TierChange] = Registry()
figures: Registry[Figure] = Registry()
stories: Registry[Story] = Registry()
rollups: Registry[Rollup] = Registry()
followers: Registry[Follower] = Registry()
dropped: Registry[Dropped] = Registry()
