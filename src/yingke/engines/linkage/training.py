"""Learning the weights of a base from the base itself, without a single labelled pair.

How often values agree by chance (u) is counted on random pairs; how often they agree for true
pairs (m) comes from expectation-maximisation, run several times, each time among the records
that agree on one field, which then says nothing about that field itself. What a step states as a
rule of naming is not touched, and a base too small to teach keeps the shipped weights.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yingke.engines.linkage.comparisons import applicable
from yingke.engines.linkage.levels import Comparison
from yingke.engines.linkage.matching import database, linker, tabulate
from yingke.engines.linkage.model import Model, Share, shipped
from yingke.engines.linkage.profiles import Profile

LEAST_RECORDS = 1_000
_LEAST_PAIRS = 200
_RANDOM_PAIRS = 1_000_000
_EM_PAIRS = 200_000
_SEED = 20
_FLOOR = 1e-7
# Taking the true pairs out of a small sample may overshoot: this share of the count stays.
_TRUST = 0.1

# Agreement on any of these finds enough true pairs to learn the other fields from.
_SESSIONS = (
    ("identifier",),
    ("birth",),
    ("family", "given"),
    ("postcode", "family"),
    ("credit",),
    ("phone",),
    ("email",),
    ("whole",),
)
# Pairs that agree so far are one and the same: from their number follows the prior.
_SURE = (("identifier", "birth"), ("family", "given", "birth"), ("family", "given", "road"))
_SURE_FINDS = 0.8


def train(records: Sequence[Profile], *, backend: str = "duckdb", spark: Any = None) -> Model:
    """Return the model learned from the records, or the shipped one where they cannot teach."""
    base = shipped()
    comparisons = applicable(records)
    if len(records) < LEAST_RECORDS or not any(lv.learn for c in comparisons for lv in c.levels):
        return base
    sessions = [s for s in _SESSIONS if _pairs(records, s) >= _LEAST_PAIRS]
    if not sessions:
        return base
    quiet = logging.getLogger("splink")
    before, quiet.level = quiet.level, logging.ERROR
    try:
        learned = _learn(records, comparisons, sessions, lambda: database(backend, spark=spark))
    finally:
        quiet.level = before
    found = _prior(records)
    shares = {c.name: _merge(c, learned, found) for c in comparisons if _teaches(c, learned)}
    is_people = all(record.core is None for record in records)
    prior = found if is_people else base.prior
    return Model(prior, {**base.shares, **shares}, tuple(shares))


_Learned = dict[tuple[str, str], tuple[float | None, float]]


def _learn(
    records: Sequence[Profile],
    comparisons: Sequence[Comparison],
    sessions: Sequence[tuple[str, ...]],
    door: Callable[[], Any],
) -> _Learned:
    """Return, by (comparison, step), m over all sessions (None: none told) and u by chance."""
    from splink import block_on

    table = tabulate(records)
    # Random pairs need not be asked what is not learned.
    learning = [c for c in comparisons if all(level.learn for level in c.levels)]
    by_chance = linker(table, learning, shipped(), door())
    by_chance.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
    base = shipped()
    chance = _settings(by_chance)
    start = replace(base, shares={**base.shares, **_started(learning, chance)})
    run = linker(table, comparisons, start, door())
    for columns in sessions:
        run.training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns), max_pairs=_EM_PAIRS, record_sample_proportion=1.0
        )
    agreeing = _settings(run)
    return {key: (agreeing.get(key, (None, None))[0], u or 0.0) for key, (_, u) in chance.items()}


def _settings(run: Any) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Read (m, u) by (comparison, step) out of a Splink linker; None where it learned nothing."""
    found = {}
    for comparison in run.misc.save_model_to_json()["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                key = (comparison["output_column_name"], level["label_for_charts"])
                found[key] = (level.get("m_probability"), level.get("u_probability"))
    return found


def _started(
    learning: Sequence[Comparison],
    chance: Mapping[tuple[str, str], tuple[float | None, float | None]],
) -> dict[str, dict[str, Share]]:
    """The shipped shares with the u just counted, from which the search for m starts."""
    return {
        c.name: {
            lv.name: Share(lv.m, max(chance[c.name, lv.name][1] or 0.0, _FLOOR)) for lv in c.levels
        }
        for c in learning
    }


def _teaches(comparison: Comparison, learned: _Learned) -> bool:
    return all(
        level.learn and learned.get((comparison.name, level.name), (None, 0.0))[0] is not None
        for level in comparison.levels
    )


def _merge(comparison: Comparison, learned: _Learned, prior: float) -> dict[str, Share]:
    """Take what was learned, never zero, so that no step is beyond doubt.

    Random pairs hold a few true ones; their share (`prior` times m) is taken out of u, which
    matters for a step that almost only true pairs reach.
    """
    shares = {}
    for level in comparison.levels:
        agreeing, chance = learned[comparison.name, level.name]
        m = max(agreeing or 0.0, _FLOOR * 10)
        u = (chance - prior * m) / (1 - prior)
        shares[level.name] = Share(m, max(u, chance * _TRUST, _FLOOR))
    return shares


def _pairs(records: Sequence[Profile], columns: tuple[str, ...]) -> int:
    counts: dict[tuple[str, ...], int] = {}
    for record in records:
        values = tuple(getattr(record, column) for column in columns)
        if None not in values:
            counts[values] = counts.get(values, 0) + 1
    return sum(n * (n - 1) // 2 for n in counts.values())


def _prior(records: Sequence[Profile]) -> float:
    """The chance that two random records are one person, from pairs that are surely so."""
    sure = max(_pairs(records, columns) for columns in _SURE)
    possible = len(records) * (len(records) - 1) / 2
    return min(max(sure / _SURE_FINDS, 1.0) / possible, 0.1)
