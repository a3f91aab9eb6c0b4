"""How lively the contact with a person is: recent contacts count more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

HALF_LIFE: Final = 45  # days after which a contact counts half
HOT, WARM, COOL = 2.0, 0.75, 0.2


def strength(days: Iterable[date], today: date) -> float:
    """The sum of contacts, each of which has half its weight after `HALF_LIFE` days."""
    ages = ((today - day).days for day in days if day <= today)
    return float(sum(0.5 ** (age / HALF_LIFE) for age in ages))


def warmth(days: Iterable[date], today: date) -> int:
    """0 no contact to 3 close contact, as in `terms.Warmth`."""
    weight = strength(days, today)
    return (weight >= COOL) + (weight >= WARM) + (weight >= HOT)
