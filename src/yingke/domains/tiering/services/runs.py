"""Runs: all scores of a month, computed at night and on demand."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from django.db import transaction
from django.utils import timezone

from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import RuleSet, Run, Score
from yingke.domains.tiering.queries import inputs, rule_sets
from yingke.domains.tiering.queries.standings import standings
from yingke.domains.tiering.services import moves
from yingke.engines.scoring import Previous, Result, run
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

HISTORY: Final = 13
"""Months before this one whose scores are computed afterwards where they are missing."""
LINES: Final = (
    *("value", "points", "effective_weight", "contribution", "peer_median", "step_changes"),
)
PARTS: Final = ("dimension", "measure", "unit", "weight", "step")
WRITTEN: Final = ("run", "total", "dimensions", "measures", "parts", "tier")
BATCH: Final = 2_000


def run_tonight() -> Run:
    """Compute this month's scores, and those of the months before that have none."""
    fill_history()
    return score_customers(as_of=clock.today(timezone.get_default_timezone()))


def fill_history() -> None:
    """Compute the months before this one that have no scores, each as of its last day."""
    done = set(Run.objects.values_list("month", flat=True))
    today = clock.today(timezone.get_default_timezone())
    for as_of in reversed(_month_ends(today)):
        if as_of.replace(day=1) not in done:
            with suppress(RuleViolation):  # no customer was known then
                score_customers(as_of=as_of)


def request_run(*, actor: User) -> None:
    """Have a worker compute this month's scores now."""
    require(permissions.can_recompute(actor))
    jobs.enqueue("tiering.run")


@transaction.atomic
def score_customers(*, as_of: date) -> Run:
    """Score all customers as of a day, as the scores of its month, and propose tier moves.

    A month that is over keeps the scores it has: RuleViolation "month_is_over". Moves are proposed
    for this month only. "nobody_to_score" where no customer is known yet.
    """
    began, month = time.perf_counter(), as_of.replace(day=1)
    rules = RuleSet.objects.select_for_update().get(pk=rule_sets.in_force().pk)
    is_current = month == clock.today(timezone.get_default_timezone()).replace(day=1)
    if not is_current and Run.objects.filter(month=month).exists():
        raise RuleViolation("month_is_over")
    previous = Previous(standings()) if is_current else None
    versions = inputs.versions()
    if not versions["accounts"]["rows"]:
        raise RuleViolation("nobody_to_score")
    with inputs.chosen_tables() as tables:
        result = run(tables, as_of, rule_sets.plan_of(rules), previous)
    row = Run.objects.create(
        month=month,
        as_of=as_of,
        at=clock.now(),
        rule_set=rules,
        inputs=versions,
        parts=_parts(result),
        model=_model(result),
        notes=list(result.notes),
        accounts=result.table.num_rows,
    )
    _keep(row, result)
    if is_current:
        moves.propose(row, result)
    row.seconds = round(time.perf_counter() - began, 2)
    row.save(update_fields=["seconds"])
    return row


def _month_ends(today: date) -> list[date]:
    """The last days of the months before this one, newest first."""
    ends = [today.replace(day=1) - timedelta(days=1)]
    while len(ends) < HISTORY:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends


def _keep(row: Run, result: Result) -> None:
    names = [
        name
        for name in result.table.column_names
        if name not in {"account_id", "score", "tier", "tier_since", *result.scores.dimensions}
    ]
    measures = zip(*(_plain(result.table[name].to_pylist()) for name in names), strict=True)
    dimensions = {name: _rounded(values) for name, values in result.scores.dimensions.items()}
    lines = result.scores.lines(np.arange(result.table.num_rows))
    parts = np.stack([lines[name].astype(float) for name in LINES], axis=2)
    scores = [
        Score(
            account_id=int(account),
            month=row.month,
            run=row,
            total=total,
            dimensions={name: values[place] for name, values in dimensions.items()},
            measures=dict(zip(names, known, strict=True)),
            parts=[_rounded(line) for line in parts[place]],
            tier=tier,
        )
        for place, (account, total, tier, known) in enumerate(
            zip(
                result.table["account_id"].to_pylist(),
                _rounded(result.scores.total),
                result.table["tier"].to_pylist(),
                measures,
                strict=True,
            )
        )
    ]
    Score.objects.bulk_create(
        scores,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["account", "month"],
        update_fields=WRITTEN,
    )


def _plain(values: list[Any]) -> list[Any]:
    """Numbers as JSON takes them; a sum of money keeps its two decimals exactly."""
    return [value if value is None or isinstance(value, int) else float(value) for value in values]


def _rounded(values: npt.NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 6) for value in values]


def _parts(result: Result) -> list[list[Any]]:
    lines = result.scores.lines(np.array([0]))
    return [
        [value.item() for value in one]
        for one in zip(*(lines[name][0] for name in PARTS), strict=True)
    ]


def _model(result: Result) -> dict[str, float] | None:
    if result.purchases is None:
        return None
    return dict(zip(("r", "alpha", "a", "b"), result.purchases.parameters.tolist(), strict=True))
