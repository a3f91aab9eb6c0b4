"""Rules of delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime


def check_period(*, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise RuleViolation if the period is empty, reversed or over."""
    if ends_at <= starts_at:
        raise RuleViolation("delegation_ends_before_start", field="ends_at")
    if ends_at <= now:
        raise RuleViolation("delegation_over", field="ends_at")


def check_people(*, giver: int, taker: int, taker_active: bool) -> None:
    """Raise RuleViolation for a delegation to oneself or to an inactive user."""
    if giver == taker:
        raise RuleViolation("delegation_to_oneself", field="taker")
    if not taker_active:
        raise RuleViolation("delegation_to_inactive", field="taker")


def end_time(*, starts_at: datetime, ends_at: datetime, now: datetime) -> datetime:
    """Return `ends_at` for ending now; a delegation that has not begun gets zero length."""
    if ends_at <= now:
        raise RuleViolation("delegation_over")
    return max(starts_at, now)


def effective_permissions(
    *, own: AbstractSet[str], delegated: AbstractSet[str], personal: AbstractSet[str]
) -> frozenset[str]:
    """Return own permissions and the delegated ones that are not personal."""
    return frozenset(own | (delegated - personal))
