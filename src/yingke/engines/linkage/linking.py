"""Link records: which of them mean the same, with probability, evidence and clusters.

The outcome depends on what the records say, not on their order nor on how often a row was
copied: records are compared once per content, in the order of their content.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from yingke.engines.linkage.book import NameBook
from yingke.engines.linkage.clusters import Cluster, cluster
from yingke.engines.linkage.evidence import Evidence, explain
from yingke.engines.linkage.fields import Row
from yingke.engines.linkage.matching import ScoredPair, score
from yingke.engines.linkage.model import THRESHOLD, Model
from yingke.engines.linkage.profiles import COLUMNS, Profile, company_of, profile
from yingke.engines.linkage.training import train

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two rows by position (left < right) at or above the threshold.

    `kept_apart` says that their clusters carry different valid credit codes and were not joined.
    """

    left: int
    right: int
    probability: float
    evidence: tuple[Evidence, ...]
    kept_apart: bool = False


@dataclass(frozen=True, slots=True)
class Linkage:
    """Pairs by (left, right); `clusters[i]` is the number of row i's cluster; the model used."""

    pairs: tuple[LinkedPair, ...]
    clusters: tuple[int, ...]
    model: Model


def link(
    rows: Sequence[Row],
    *,
    threshold: float = THRESHOLD,
    model: Model | None = None,
    backend: str = "duckdb",
    spark: Any = None,
    progress: Progress = lambda step: None,
) -> Linkage:
    """Find the rows that mean the same company or person.

    A pair is reported at or above `threshold` (0 to 1). Without a `model` one is learned from
    the rows themselves. Copies of one content are each paired with the first copy only.
    """
    with _uncollected():
        return _link(rows, threshold, model, backend, spark, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the cycle collector: millions of small values without a cycle would be walked again
    and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _link(
    rows: Sequence[Row],
    threshold: float,
    model: Model | None,
    backend: str,
    spark: Any,
    progress: Progress,
) -> Linkage:
    progress("reading names, numbers and addresses")
    records = profiles(rows)
    copies: dict[Profile, list[int]] = {}
    for position, record in enumerate(records):
        copies.setdefault(record, []).append(position)
    distinct = sorted(copies, key=_content)
    progress(f"learning from {len(distinct):,} different records")
    model = model or train(distinct, backend=backend, spark=spark)
    progress("comparing candidates")
    scored = score(distinct, model, at_least=threshold, backend=backend, spark=spark)
    progress(f"grouping {len(scored):,} pairs")
    grouped = cluster(scored, [record.credit for record in distinct], threshold=threshold)
    places = [copies[record] for record in distinct]
    pairs = [*_between(scored, grouped.refused, distinct, places, model)]
    trusted = set()
    for record, positions in copies.items():
        if own := _within(record, positions, model, threshold):
            pairs += own
            trusted.add(record)
    labels = _labels(grouped.clusters, distinct, places, trusted)
    return Linkage(tuple(sorted(pairs, key=lambda p: (p.left, p.right))), labels, model)


def profiles(rows: Sequence[Row]) -> list[Profile]:
    """Make rows comparable with one another, in their order."""
    book = NameBook(company for row in rows if (company := company_of(row)))
    return [profile(row, book) for row in rows]


def apart(rows: Sequence[Row], model: Model) -> list[LinkedPair]:
    """Return rows of one registered name with two different valid credit codes.

    They are two companies, or one of the codes is not theirs: `link` does not report them.
    """
    named: dict[str, list[int]] = {}
    records = profiles(rows)
    for position, record in enumerate(records):
        if record.whole and record.formal and record.credit:
            named.setdefault(record.whole, []).append(position)
    found = []
    for positions in named.values():
        first = positions[0]
        for other in positions[1:]:
            if records[first].credit != records[other].credit:
                levels = model.levels(records[first], records[other])
                evidence = explain(levels, model)
                probability = model.probability(levels)
                found.append(LinkedPair(first, other, probability, evidence, kept_apart=True))
    return found


_values = attrgetter(*COLUMNS)


def _content(record: Profile) -> str:
    return "\x1f".join(map(str, _values(record)))


def _between(
    scored: Sequence[ScoredPair],
    refused: Sequence[ScoredPair],
    distinct: Sequence[Profile],
    places: Sequence[list[int]],
    model: Model,
) -> list[LinkedPair]:
    """Turn pairs of contents into pairs of first rows, with their evidence."""
    apart = set(refused)
    found = []
    for pair in scored:
        left, right = sorted((places[pair.left][0], places[pair.right][0]))
        levels = model.levels(distinct[pair.left], distinct[pair.right])
        evidence = explain(levels, model)
        found.append(LinkedPair(left, right, pair.probability, evidence, pair in apart))
    return found


def _within(
    record: Profile, positions: Sequence[int], model: Model, threshold: float
) -> list[LinkedPair]:
    """Pair copies of one content with the first, if such a content means one thing at all."""
    if len(positions) < 2:
        return []
    levels = model.levels(record, record)
    probability = model.probability(levels)
    if probability < threshold:
        return []
    evidence = explain(levels, model)
    return [LinkedPair(positions[0], each, probability, evidence) for each in positions[1:]]


def _labels(
    clusters: Sequence[Cluster],
    distinct: Sequence[Profile],
    places: Sequence[list[int]],
    trusted: set[Profile],
) -> tuple[int, ...]:
    """Number the clusters by their first row and give every row its number.

    Copies that say too little to mean one thing stay apart, unless their content was linked.
    """
    groups: list[list[int]] = []
    for each in clusters:
        rows = sorted(position for member in each.members for position in places[member])
        if len(each.members) > 1 or distinct[min(each.members)] in trusted:
            groups.append(rows)
        else:
            groups += [[row] for row in rows]
    labels = [0] * sum(len(group) for group in groups)
    for number, group in enumerate(sorted(groups), start=1):
        for row in group:
            labels[row] = number
    return tuple(labels)
