"""The customers of a run as columns of numbers, for rules that are not in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from yingke.domains.tiering.queries.standings import standings
from yingke.engines.scoring import Plan
from yingke.engines.scoring.composite import Scores, score
from yingke.engines.scoring.tiers import NEW, Assignment, assign

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.domains.tiering.models import Score

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Assigned:
    """What a plan gives this population; `fields` are what its rules look at."""

    scores: Scores
    fields: dict[str, Vector]
    assignment: Assignment


@dataclass(frozen=True)
class Population:
    """`measures` has one number per account and measure, NaN where unknown."""

    accounts: Sequence[int]
    measures: dict[str, Vector]
    tiers: Sequence[str]
    days: Vector

    def assigned(self, plan: Plan, *, afresh: bool = False) -> Assigned:
        """Scores and tiers under a plan; `afresh` places everyone as if new."""
        known = [name for name in plan.card.measures if name in self.measures]
        card = plan.card.restricted(known)
        scores = score(card, {name: self.measures[name] for name in card.measures})
        fields = {**self.measures, **scores.dimensions, "score": scores.total}
        size = len(self.accounts)
        for name in plan.rules.fields:
            fields.setdefault(name, np.full(size, np.nan))
        if afresh:
            return Assigned(scores, fields, assign(plan.rules, fields))
        places = {name: place for place, name in enumerate(plan.rules.names)}
        current = [places.get(tier, NEW) for tier in self.tiers]
        return Assigned(scores, fields, assign(plan.rules, fields, current, self.days))


def population_of(rows: QuerySet[Score], on: date | None = None) -> Population:
    """The accounts of these scores with their measures; their tiers and stays as of a day."""
    found = list(rows.order_by("account_id").values_list("account_id", "measures"))
    names = list(found[0][1]) if found else []
    table: list[list[Any]] = [[given.get(name) for name in names] for _pk, given in found]
    matrix = np.array(table, dtype=float).reshape(len(found), len(names))
    held = standings() if on else {}
    states = [held.get(str(pk), ("", on)) for pk, _given in found]
    days = [(on - since).days if on and since else np.inf for _tier, since in states]
    return Population(
        accounts=[pk for pk, _given in found],
        measures={name: matrix[:, place] for place, name in enumerate(names)},
        tiers=[tier for tier, _since in states],
        days=np.array(days, dtype=float),
    )
