"""Scales: from a measure in its own unit to a score from 0 (worst) to 100 (best)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from yingke.engines.scoring.measures import Direction

Vector = npt.NDArray[np.float64]
Groups = npt.NDArray[np.int64]


class Fitted(Protocol):
    """A scale that knows its peers."""

    def score(self, values: Vector, groups: Groups, instead_of: Vector | None = None) -> Vector:
        """Scores of ``values``; null (NaN) stays null.

        ``instead_of``: the same accounts' values among the peers, which the new ones replace.
        """
        ...


class Scale(Protocol):
    """A way of scoring, before it has seen the peers."""

    def fit(self, values: Vector, groups: Groups, direction: Direction) -> Fitted:
        """The scale for these peers. ``groups`` numbers the peer groups from 0."""
        ...


@dataclass(frozen=True, slots=True)
class Percentile:
    """The share of the peers who are worse, half of the equals among them."""

    def fit(self, values: Vector, groups: Groups, direction: Direction) -> Fitted:
        sign = -1.0 if direction == Direction.LESS else 1.0
        ranked = [np.sort(v[~np.isnan(v)]) for v in _split(values * sign, groups)]
        return _FittedPercentile(sign, ranked)


@dataclass(frozen=True, slots=True)
class _FittedPercentile:
    sign: float
    ranked: list[Vector]

    def score(self, values: Vector, groups: Groups, instead_of: Vector | None = None) -> Vector:
        better = values * self.sign
        own = better if instead_of is None else instead_of * self.sign
        result = np.full_like(better, np.nan)
        for group, ranked in enumerate(self.ranked):
            members = groups == group
            v, o = better[members], own[members]
            below = np.searchsorted(ranked, v, side="left") - (o < v)
            equal = np.searchsorted(ranked, v, side="right") - (o <= v) - below
            among = len(ranked) + np.isnan(o)
            result[members] = np.where(np.isnan(v), np.nan, 100 * (below + equal / 2 + 0.5) / among)
        return result


@dataclass(frozen=True, slots=True)
class Threshold:
    """Fixed points ``(value, score)`` in rising order of value.

    Between points the score runs straight, or with ``steps`` stays at that of the point passed.
    Before the first and after the last point it is theirs. The peers play no part, and neither
    does the direction: the points say which way is better.
    """

    points: tuple[tuple[float, float], ...]
    steps: bool = False

    def __post_init__(self) -> None:
        values = [value for value, _ in self.points]
        if not values or values != sorted(set(values)):
            raise ValueError("the points of a threshold scale rise in value, each value once")
        if any(not 0 <= score <= 100 for _, score in self.points):
            raise ValueError("scores lie between 0 and 100")

    def fit(self, values: Vector, groups: Groups, direction: Direction) -> Fitted:
        return _FittedThreshold(self)


@dataclass(frozen=True, slots=True)
class _FittedThreshold:
    scale: Threshold

    def score(self, values: Vector, groups: Groups, instead_of: Vector | None = None) -> Vector:
        at, scores = (np.array(v, dtype=float) for v in zip(*self.scale.points, strict=True))
        if not self.scale.steps:
            return np.asarray(np.interp(values, at, scores))
        place = np.clip(np.searchsorted(at, values, side="right") - 1, 0, None)
        return np.asarray(np.where(np.isnan(values), np.nan, scores[place]))


@dataclass(frozen=True, slots=True)
class ZScore:
    """Distance from the peers' mean: 50 at the mean, 0 and 100 at ``reach`` deviations.

    Where all peers are equal everyone gets 50.
    """

    reach: float = 3.0

    def __post_init__(self) -> None:
        if not self.reach > 0:
            raise ValueError("the reach of a z scale is above 0")

    def fit(self, values: Vector, groups: Groups, direction: Direction) -> Fitted:
        sign = -1.0 if direction == Direction.LESS else 1.0
        means, deviations = [], []
        for peers in _split(values, groups):
            known = peers[~np.isnan(peers)]
            means.append(float(known.mean()) if known.size else np.nan)
            deviations.append(float(known.std()) if known.size else np.nan)
        return _FittedZ(sign * 50 / self.reach, np.array(means), np.array(deviations))


@dataclass(frozen=True, slots=True)
class _FittedZ:
    points_per_deviation: float
    means: Vector
    deviations: Vector

    def score(self, values: Vector, groups: Groups, instead_of: Vector | None = None) -> Vector:
        # A single account's step leaves mean and deviation as they are: with the number of peers
        # for which a z scale makes sense, its own pull on them is below the printed digit.
        spread = self.deviations[groups]
        flat = spread <= 1e-12 * np.maximum(1.0, np.abs(self.means[groups]))
        away = (values - self.means[groups]) / np.where(flat, 1.0, spread)
        away = np.where(flat & ~np.isnan(values), 0.0, away)
        return np.asarray(np.clip(50 + self.points_per_deviation * away, 0, 100))


def _split(values: Vector, groups: Groups) -> list[Vector]:
    count = int(groups.max(initial=-1)) + 1
    if count == 1:
        return [values]
    return [values[groups == group] for group in range(count)]
