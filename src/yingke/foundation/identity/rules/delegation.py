"""When a person may act for another, and what that lets him do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime


def check_period(*, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Refuse a period that is empty, turned round or already over."""
    if ends_at <= starts_at:
        raise RuleViolation("delegation_ends_before_start", field="ends_at")
    if ends_at <= now:
        raise RuleViolation("delegation_over", field="ends_at")


def check_people(*, giver: int, taker: int, taker_active: bool) -> None:
    """Refuse a delegation to oneself or to somebody who cannot sign in."""
    if giver == taker:
        raise RuleViolation("delegation_to_oneself", field="taker")
    if not taker_active:
        raise RuleViolation("delegation_to_inactive", field="taker")


def ended(*, starts_at: datetime, ends_at: datetime, now: datetime) -> datetime:
    """The end of a delegation that is ended now: at once, or never begun."""
    if ends_at <= now:
        raise RuleViolation("delegation_over")
    return max(starts_at, now)


def in_force(
    *, own: AbstractSet[str], delegated: AbstractSet[str], personal: AbstractSet[str]
) -> frozenset[str]:
    """The permissions a person has now: his own, and the delegated ones that may pass on."""
    return frozenset(own | (delegated - personal))
