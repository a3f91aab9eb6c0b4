"""Colours of the tiers, the same on every page and chart."""

from typing import Final

from yingke.domains.customers.terms import Tier
from yingke.foundation.ui.components.library import Tone

TIER_TONES: Final[dict[str, Tone]] = {
    Tier.STRATEGIC: "violet",
    Tier.KEY: "blue",
    Tier.POTENTIAL: "green",
    Tier.AT_RISK: "amber",
}
