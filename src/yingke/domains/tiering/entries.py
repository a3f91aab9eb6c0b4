"""Entries in the registers of customers and visits: tiers follow, panels, attention."""

from __future__ import annotations

from yingke.domains.customers import registers as customers
from yingke.domains.tiering.services import stays


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.tier_changes.add(customers.TierChange("tiering", stays.follow))
