"""How many colleagues accompany the guests, where the company limits it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Roles of those who accompany guests, as opposed to those who serve them.
ESCORTING: Final = frozenset({"host", "expert"})


@dataclass(frozen=True)
class Preset:
    """Up to `few_guests` guests: at most `few` escorts; beyond: `share` percent of the guests."""

    few_guests: int
    few: int
    share: Decimal

    def most(self, guests: int) -> int:
        """Return the most escorts for so many guests; never fewer than for few guests."""
        if guests <= self.few_guests:
            return self.few
        return max(self.few, int(guests * self.share / 100))
