"""Which moves a run proposes, and the conditions that decided each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from yingke.engines.scoring import Result
from yingke.engines.scoring.tiers import Assignment, Fact, why


@dataclass(frozen=True, slots=True)
class Move:
    """`account` is the id as text; `facts` and `stay` are plain values, kept as they are."""

    account: str
    before: str
    after: str
    at_once: bool
    score: float | None
    facts: tuple[dict[str, Any], ...]
    stay: Mapping[str, Any]


def moves_of(result: Result) -> Iterator[Move]:
    """The moves that the rules of a run ask for, in the order of the accounts."""
    ids = result.table["account_id"]
    for place in result.assignment.moved.tolist():
        total = float(result.scores.total[place])
        yield _move(result.assignment, dict(result.fields), place, ids[place].as_py(), total)


def _move(
    assignment: Assignment, fields: dict[str, Any], place: int, account: str, total: float
) -> Move:
    tiers = assignment.rules.tiers
    before, after = int(assignment.before[place]), int(assignment.now[place])
    told = why(assignment, fields, place)
    rises = after < before
    facts = told.entry if rises else told.exit
    days = float(assignment.days[place])
    stay = {"days": int(days), "least": tiers[before].minimum_stay} if np.isfinite(days) else {}
    return Move(
        account,
        tiers[before].name,
        tiers[after].name,
        tiers[after].at_once and rises,
        None if np.isnan(total) else round(total, 6),
        tuple(plain(fact) for fact in facts if fact.holds),
        stay,
    )


def plain(fact: Fact) -> dict[str, Any]:
    """A condition with the value that met it or not, as plain values."""
    field, comparison, bound = fact.condition.split(" ")
    value = None if fact.value is None else round(fact.value, 6)
    return {"field": field, "comparison": comparison, "bound": float(bound), "value": value}
