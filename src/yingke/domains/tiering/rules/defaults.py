"""The engine's scorecard and tiers under the names that customers have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from yingke.domains.customers.terms import Tier
from yingke.engines.scoring.composite import DEFAULT_SCORECARD
from yingke.engines.scoring.tiers import DEFAULT_TIERS, TierRules

NAMES: Final = {"growing": Tier.POTENTIAL.value}


def first_card() -> dict[str, Any]:
    return DEFAULT_SCORECARD.to_json()


def first_tiers() -> list[dict[str, Any]]:
    renamed = [replace(one, name=NAMES.get(one.name, one.name)) for one in DEFAULT_TIERS.tiers]
    return TierRules(tuple(renamed)).to_json()
