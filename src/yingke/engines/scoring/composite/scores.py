"""Scores of a whole population, and why each is what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .scales import Fitted, Groups, Vector
from .scorecard import Dimension, Missing, Part, Scorecard
from .weights import by_hand


@dataclass(frozen=True, slots=True)
class Line:
    """One measure's share in an account's score.

    ``value`` is null (None) where it is missing; then ``points`` is what the card's rule put in
    its place, or None. ``weight`` is its share of the card, ``effective_weight`` its share of
    this account's score after the rule for missing values; the ``contribution``s of all lines
    sum to the score. ``step_changes`` is by how much the score moves when the value gets better
    by ``step`` and nothing else changes (None where the value is missing).
    """

    dimension: str
    measure: str
    unit: str
    value: float | None
    points: float | None
    weight: float
    effective_weight: float
    contribution: float
    peer_median: float | None
    step: float
    step_changes: float | None


@dataclass(frozen=True)
class Scores:
    """Scores from 0 to 100, NaN where there is none.

    ``dimensions[name]`` and ``total`` have one entry per account; ``points``, ``effective`` have
    one row per account and one column per part of the card, in its order.
    """

    card: Scorecard
    total: Vector
    dimensions: dict[str, Vector]
    points: Vector
    effective: Vector
    values: Vector
    groups: Groups
    fitted: tuple[Fitted, ...]

    @cached_property
    def parts(self) -> tuple[tuple[Dimension, Part], ...]:
        """The card's parts in the order of the columns."""
        return tuple((d, p) for d in self.card.dimensions for p in d.parts)

    @cached_property
    def _peer_medians(self) -> Vector:
        """Median value by peer group and part."""
        count = int(self.groups.max(initial=0)) + 1
        medians = np.full((count, self.values.shape[1]), np.nan)
        for group in range(count):
            members = self.values[self.groups == group]
            known = ~np.isnan(members).all(axis=0)
            medians[group, known] = np.nanmedian(members[:, known], axis=0)
        return medians

    def explain(self, account: int) -> tuple[Line, ...]:
        """Why the account at this position has its score, one line per part of the card."""
        lines = {name: column[0] for name, column in self.lines(np.array([account])).items()}
        return tuple(
            Line(
                dimension=str(lines["dimension"][j]),
                measure=str(lines["measure"][j]),
                unit=str(lines["unit"][j]),
                value=_known(lines["value"][j]),
                points=_known(lines["points"][j]),
                weight=float(lines["weight"][j]),
                effective_weight=float(lines["effective_weight"][j]),
                contribution=float(lines["contribution"][j]),
                peer_median=_known(lines["peer_median"][j]),
                step=float(lines["step"][j]),
                step_changes=_known(lines["step_changes"][j]),
            )
            for j in range(len(self.parts))
        )

    def lines(self, accounts: Groups) -> dict[str, npt.NDArray[Any]]:
        """The fields of ``Line`` for these accounts, each of shape (accounts, parts).

        What is None in a line is NaN here.
        """
        shape = (len(accounts), len(self.parts))
        of_parts = {
            "dimension": [d.name for d, _ in self.parts],
            "measure": [p.measure for _, p in self.parts],
            "unit": [p.in_unit for _, p in self.parts],
            "weight": _card_weights(self.card),
            "step": [float(p.one_step) for _, p in self.parts],
        }
        whole = {n: np.broadcast_to(np.array(v), shape) for n, v in of_parts.items()}
        points, effective = self.points[accounts], self.effective[accounts]
        whole |= {
            "value": self.values[accounts],
            "points": points,
            "effective_weight": effective,
            "contribution": np.where(effective > 0, points, 0.0) * effective,
            "peer_median": self._peer_medians[self.groups[accounts]],
            "step_changes": self.step_changes(accounts),
        }
        return {name: whole[name] for name in Line.__slots__}

    def step_changes(self, accounts: Groups) -> Vector:
        """By how much each part's step would move the score, shape (accounts, parts).

        The other accounts stay as they are. NaN where the value or the score is missing.
        """
        groups = self.groups[accounts]
        changes = np.full((len(accounts), len(self.parts)), np.nan)
        for j, (_, part) in enumerate(self.parts):
            now = self.values[accounts, j]
            better = self.fitted[j].score(now + part.one_step, groups, now)
            moved = self.effective[accounts, j] * (better - self.points[accounts, j])
            changes[:, j] = np.where(np.isnan(now + self.total[accounts]), np.nan, moved)
        return changes


def score(
    card: Scorecard, values: Mapping[str, npt.ArrayLike], peer_groups: npt.ArrayLike | None = None
) -> Scores:
    """Score all accounts. ``values[measure]`` has one number per account, NaN where unknown.

    ``peer_groups`` labels the accounts that are compared with each other (None: all with all).
    Raises ValueError when a measure of the card is not there.
    """
    lacking = [name for name in card.measures if name not in values]
    if lacking:
        raise ValueError("the scorecard needs " + ", ".join(lacking))
    columns = {name: np.asarray(values[name], dtype=float) for name in card.measures}
    size = len(next(iter(columns.values())))
    groups = _numbered(peer_groups, size)
    parts = [part for dimension in card.dimensions for part in dimension.parts]
    fitted = tuple(p.scale.fit(columns[p.measure], groups, p.way) for p in parts)
    matrix = np.stack([columns[part.measure] for part in parts], axis=1)
    points = np.stack([f.score(matrix[:, j], groups) for j, f in enumerate(fitted)], axis=1)
    points, present = _filled(card.missing, points, groups)
    effective = _effective(card, present)
    weighed = np.where(effective > 0, points, 0.0) * effective
    least = 1.0 if card.missing == Missing.REFUSE else card.least_present
    given = np.asarray(present @ _card_weights(card)) >= least - 1e-9
    total = np.where(given & (effective.sum(axis=1) > 0), weighed.sum(axis=1), np.nan)
    return Scores(
        card, total, _by_dimension(card, points, present), points, effective, matrix, groups, fitted
    )


def _numbered(peer_groups: npt.ArrayLike | None, size: int) -> Groups:
    if peer_groups is None:
        return np.zeros(size, dtype=np.int64)
    _, numbers = np.unique(np.asarray(peer_groups).astype(str), return_inverse=True)
    return numbers.astype(np.int64)


def _filled(
    missing: Missing, points: Vector, groups: Groups
) -> tuple[Vector, npt.NDArray[np.bool_]]:
    """Points after the rule for missing values, and where there are points now."""
    absent = np.isnan(points)
    if missing == Missing.WORST:
        return np.where(absent, 0.0, points), np.ones_like(absent)
    if missing == Missing.MEDIAN:
        points = points.copy()
        for group in range(int(groups.max(initial=-1)) + 1):
            members = np.flatnonzero(groups == group)
            for j in np.flatnonzero(~absent[members].all(axis=0)):
                middle = np.nanmedian(points[members, j])
                points[members, j] = np.where(absent[members, j], middle, points[members, j])
        return points, ~np.isnan(points)
    return points, ~absent


def _card_weights(card: Scorecard) -> Vector:
    """The share of each part in the whole card."""
    outer = by_hand({d.name: d.weight for d in card.dimensions})
    shares = []
    for dimension in card.dimensions:
        inner = by_hand({part.measure: part.weight for part in dimension.parts})
        shares += [outer[dimension.name] * inner[part.measure] for part in dimension.parts]
    return np.array(shares)


def _effective(card: Scorecard, present: npt.NDArray[np.bool_]) -> Vector:
    """Each part's share per account: within its dimension first, then among dimensions."""
    shares = np.zeros(present.shape)
    column = 0
    for dimension in card.dimensions:
        inner = np.array([part.weight for part in dimension.parts], dtype=float)
        here = slice(column, column + len(inner))
        column += len(inner)
        held = present[:, here] * inner
        sums = held.sum(axis=1, keepdims=True)
        shares[:, here] = dimension.weight * np.divide(
            held, sums, out=np.zeros_like(held), where=sums > 0
        )
    sums = shares.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(shares, sums, out=np.zeros_like(shares), where=sums > 0))


def _by_dimension(
    card: Scorecard, points: Vector, present: npt.NDArray[np.bool_]
) -> dict[str, Vector]:
    result = {}
    column = 0
    for dimension in card.dimensions:
        inner = np.array([part.weight for part in dimension.parts], dtype=float)
        here = slice(column, column + len(inner))
        column += len(inner)
        held = present[:, here] * inner
        weight = held.sum(axis=1)
        sums = (np.where(present[:, here], points[:, here], 0.0) * held).sum(axis=1)
        result[dimension.name] = np.divide(
            sums, weight, out=np.full(len(sums), np.nan), where=weight > 0
        )
    return result


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
