"""The tier board from values: counts over time, flows between tiers, and the purchase classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

CLASSES: Final = ("A", "B", "C")
NEAR: Final = 3.0
"""Points within which a customer stands near a line."""
CONTRADICTIONS: Final = (("A", "at_risk"), ("C", "strategic"))
"""Cells in which the revenue says one thing and the tier the opposite."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer now: the tier that holds, its score, and the revenue of the last year in CNY."""

    account_id: int
    name: str
    tier: str
    total: float | None
    revenue: float | None
    p_alive: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of tier that took effect."""

    account_id: int
    before: str
    after: str
    on: date


@dataclass(frozen=True, slots=True)
class TierFigures:
    """One card of the board; shares from 0 to 1, None where nothing is known."""

    tier: str
    count: int
    entered: int
    left: int
    history: tuple[int, ...]
    revenue: float
    revenue_share: float | None
    median_score: float | None


def tier_figures(
    tiers: Sequence[str],
    standings: Sequence[Standing],
    changes: Sequence[Change],
    since: date,
    days: Sequence[date],
) -> list[TierFigures]:
    """The cards: movers since a day, and the counts at the end of each of `days`."""
    past = counts_on(standings, changes, days)
    revenue: Counter[str] = Counter()
    for one in standings:
        revenue[one.tier] += one.revenue or 0  # type: ignore[assignment]  # sums of money
    whole = sum(revenue.values())
    movers = net_flows(changes, since)
    return [
        TierFigures(
            tier=tier,
            count=sum(one.tier == tier for one in standings),
            entered=sum(len(ids) for (_before, after), ids in movers.items() if after == tier),
            left=sum(len(ids) for (before, _after), ids in movers.items() if before == tier),
            history=tuple(counts[tier] for counts in past),
            revenue=float(revenue[tier]),
            revenue_share=revenue[tier] / whole if whole else None,
            median_score=_median(one.total for one in standings if one.tier == tier),
        )
        for tier in tiers
    ]


def counts_on(
    standings: Sequence[Standing], changes: Iterable[Change], days: Sequence[date]
) -> list[Counter[str]]:
    """How many of these customers were in each tier at the end of each day."""
    latest_first = sorted(changes, key=lambda one: one.on, reverse=True)
    found = []
    for day in days:
        tiers = {one.account_id: one.tier for one in standings}
        for change in latest_first:
            if change.on > day and change.account_id in tiers:
                tiers[change.account_id] = change.before
        found.append(Counter(tiers.values()))
    return found


def net_flows(changes: Iterable[Change], since: date) -> dict[tuple[str, str], list[int]]:
    """Customers by the tier they had before a day and the one they have; not who came back."""
    ends: dict[int, tuple[str, str]] = {}
    for change in sorted(changes, key=lambda one: one.on):
        if change.on >= since:
            begun = ends.get(change.account_id, (change.before, ""))[0]
            ends[change.account_id] = (begun, change.after)
    found: dict[tuple[str, str], list[int]] = {}
    for account_id, (before, after) in ends.items():
        if before != after:
            found.setdefault((before, after), []).append(account_id)
    return found


def class_of(revenue: float | None, bounds: tuple[float, float]) -> str:
    """The purchase class: A and B from their bounds on, else C."""
    value = revenue or 0
    return "A" if value >= bounds[0] else "B" if value >= bounds[1] else "C"


def class_matrix(
    standings: Iterable[Standing], bounds: tuple[float, float]
) -> Mapping[tuple[str, str], int]:
    """How many customers each purchase class has in each tier."""
    return Counter((class_of(one.revenue, bounds), one.tier) for one in standings)


def near_entry(standings: Iterable[Standing], tiers: Iterable[str], line: float) -> int:
    """Customers of these tiers who lack less than `NEAR` points to a line."""
    wanted = set(tiers)
    scores = (one.total for one in standings if one.tier in wanted and one.total is not None)
    return sum(line - NEAR < score < line for score in scores)


def near_exit(standings: Iterable[Standing], tier: str, line: float) -> int:
    """Customers of a tier who are less than `NEAR` points above its exit."""
    scores = (one.total for one in standings if one.tier == tier and one.total is not None)
    return sum(line <= score < line + NEAR for score in scores)


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
