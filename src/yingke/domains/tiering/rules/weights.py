"""Weights of the dimensions of a scorecard: percentages by hand, comparisons, or entropy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yingke.engines.scoring.composite import Scorecard
from yingke.engines.scoring.composite.weights import Ahp, by_comparison, by_hand
from yingke.engines.scoring.tiers import Condition, TierRules

SCALE = (9.0, 7.0, 5.0, 3.0, 1.0, 1 / 3, 1 / 5, 1 / 7, 1 / 9)
"""What a comparison may say, from “matters extremely more” to the opposite (Saaty 1980)."""


def weights_of(card: Mapping[str, Any]) -> dict[str, float]:
    """The weights of the dimensions, which sum to 1."""
    return by_hand({one["name"]: one.get("weight", 1.0) for one in card["dimensions"]})


def weighted(card: Mapping[str, Any], weights: Mapping[str, float]) -> dict[str, Any]:
    """The card with these weights, scaled to sum to 1; ValueError where they cannot be."""
    scaled = by_hand(weights)
    return Scorecard.from_json(card).weighted(scaled).to_json()


def pairs(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The comparisons that a card needs, each pair once."""
    names = [one["name"] for one in card["dimensions"]]
    return [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]


def compared(card: Mapping[str, Any], said: Sequence[Sequence[Any]]) -> Ahp:
    """The weights that comparisons `[first, second, ratio]` give."""
    names = [one["name"] for one in card["dimensions"]]
    return by_comparison(names, {(a, b): float(ratio) for a, b, ratio in said})


def bounds_of(tiers: TierRules) -> dict[str, dict[str, Condition]]:
    """The first condition of entry and exit of each tier that has one."""
    found: dict[str, dict[str, Condition]] = {}
    for tier in tiers.tiers:
        for side, alternatives in (("entry", tier.entry), ("exit", tier.exit)):
            if alternatives and alternatives[0]:
                found.setdefault(tier.name, {})[side] = alternatives[0][0]
    return found


def with_bounds(
    tiers: Sequence[Mapping[str, Any]], given: Mapping[str, Mapping[str, float]]
) -> list[dict[str, Any]]:
    """The tiers with other limits: `given[tier]` may hold `entry`, `exit` and `stay` (days)."""
    changed = []
    for tier in tiers:
        wanted = given.get(tier["name"], {})
        row = {**tier, "minimum_stay": int(wanted.get("stay", tier.get("minimum_stay", 0)))}
        for side in ("entry", "exit"):
            if side in wanted and tier[side] and tier[side][0]:
                (field, comparison, _old), *others = tier[side][0]
                first = [[field, comparison, float(wanted[side])], *others]
                row[side] = [first, *tier[side][1:]]
        changed.append(row)
    return changed
