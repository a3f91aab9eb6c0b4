"""Registers of the customers package; packages above add entries in `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Access:
    """A further reason to see customers: `accounts(user)` is a query of their ids."""

    code: str
    accounts: Callable[[User], QuerySet[Any, Any]]


@dataclass(frozen=True)
class Follower:
    """What a package does when customers are merged, beyond having its foreign keys moved.

    `merged(kept_id, absorbed_id)` runs before anything moves, and what it returns (JSON) is given
    to `undone(kept_id, absorbed_id, data)` after everything is back, in the same transaction.
    """

    code: str
    merged: Callable[[int, int], Any]
    undone: Callable[[int, int, Any], None]


__all__ = ["Access", "Attention", "Follower", "Note", "Panel"]
__all__ += ["access", "attention", "followers", "panels"]

# `load(user, page)` of a panel gets the `queries.pages.CustomerPage`.
panels: Registry[Panel] = Registry()
attention: Registry[Attention] = Registry()
access: Registry[Access] = Registry()
followers: Registry[Follower] = Registry()
