"""Weights: by hand, by pairwise comparison (AHP), or by entropy. They always sum to 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean consistency index of random judgements by number of things compared: Saaty (1980)."""

CONSISTENT = 0.1


def by_hand(given: Mapping[str, float]) -> dict[str, float]:
    """The given weights, none negative, scaled to sum to 1."""
    if any(not weight >= 0 for weight in given.values()):
        raise ValueError("a weight is not negative")
    total = sum(given.values())
    if not total > 0:
        raise ValueError("at least one weight is above 0")
    return {name: weight / total for name, weight in given.items()}


@dataclass(frozen=True, slots=True)
class Spoiler:
    """The comparison that fits the others least.

    ``said`` is what was judged of ``first`` against ``second``, ``implied`` what the other
    comparisons say, ``ratio_without`` the consistency ratio if they were followed.
    """

    first: str
    second: str
    said: float
    implied: float
    ratio_without: float


@dataclass(frozen=True, slots=True)
class Ahp:
    """Weights from comparisons, with Saaty's consistency ratio (up to 0.1 is usable)."""

    weights: dict[str, float]
    eigenvalue: float
    ratio: float
    spoiler: Spoiler | None

    @property
    def consistent(self) -> bool:
        """True up to a ratio of 0.1."""
        return self.ratio <= CONSISTENT


def by_comparison(names: Sequence[str], said: Mapping[tuple[str, str], float]) -> Ahp:
    """Weights by AHP. ``said[a, b] = 3`` means that a matters three times as much as b.

    Each pair is judged once, in either order, by a number above 0 (Saaty: 1/9 to 9). Raises
    ValueError naming the pairs that are missing, judged twice, or of unknown names.
    """
    n = len(names)
    if not 1 <= n < len(RANDOM_INDEX):
        raise ValueError(f"between 1 and {len(RANDOM_INDEX) - 1} things can be compared")
    matrix = _matrix(names, said)
    weights, eigenvalue = _principal(matrix)
    ratio = _ratio(eigenvalue, n)
    spoiler = _spoiler(names, matrix) if n > 2 and ratio > 1e-9 else None
    return Ahp(dict(zip(names, weights.tolist(), strict=True)), eigenvalue, ratio, spoiler)


def _matrix(names: Sequence[str], said: Mapping[tuple[str, str], float]) -> Vector:
    place = {name: i for i, name in enumerate(names)}
    if len(place) < len(names):
        raise ValueError("the names are different from each other")
    wrong = [f"{a} : {b}" for a, b in said if a not in place or b not in place or a == b]
    wrong += [f"{a} : {b} = {value:g}" for (a, b), value in said.items() if not value > 0]
    if wrong:
        raise ValueError("these comparisons cannot be read: " + ", ".join(wrong))
    matrix = np.eye(len(names))
    for (a, b), value in said.items():
        if matrix[place[a], place[b]] != 0:
            raise ValueError(f"{a} and {b} are compared twice")
        matrix[place[a], place[b]], matrix[place[b], place[a]] = value, 1 / value
    missing = [f"{names[i]} : {names[j]}" for i, j in np.argwhere(matrix == 0) if i < j]
    if missing:
        raise ValueError("these comparisons are missing: " + ", ".join(missing))
    return matrix


def _principal(matrix: Vector) -> tuple[Vector, float]:
    values, vectors = np.linalg.eig(matrix)
    top = int(np.argmax(values.real))
    weights = np.abs(vectors[:, top].real)
    return weights / weights.sum(), float(values[top].real)


def _ratio(eigenvalue: float, n: int) -> float:
    if n < 3:
        return 0.0
    return max(0.0, (eigenvalue - n) / (n - 1) / RANDOM_INDEX[n])


def _spoiler(names: Sequence[str], matrix: Vector) -> Spoiler:
    """Leave out each comparison in turn (Harker 1987) and see which one is missed least."""
    n = len(names)
    best: Spoiler | None = None
    for i in range(n):
        for j in range(i + 1, n):
            reduced = matrix.copy()
            reduced[i, j] = reduced[j, i] = 0
            reduced[i, i] = reduced[j, j] = 2
            weights, eigenvalue = _principal(reduced)
            ratio = _ratio(eigenvalue, n)
            if best is None or ratio < best.ratio_without - 1e-12:
                implied = float(weights[i] / weights[j])
                best = Spoiler(names[i], names[j], float(matrix[i, j]), implied, ratio)
    if best is None:
        raise ValueError("two things have one comparison, and nothing to compare it with")
    return best


def by_entropy(scores: Mapping[str, npt.ArrayLike]) -> dict[str, float]:
    """Weights by how much each score tells accounts apart (Shannon entropy).

    A score that is the same for all gets 0. Accounts without a score (NaN) are left out of that
    score. Raises ValueError when no score tells anyone apart.
    """
    spread = {}
    for name, given in scores.items():
        values = np.asarray(given, dtype=float)
        values = values[~np.isnan(values)]
        if (values < 0).any():
            raise ValueError(f"{name} has negative scores; entropy needs scores from 0")
        total = values.sum()
        if len(values) < 2 or total <= 0:
            spread[name] = 0.0
            continue
        shares = values[values > 0] / total
        entropy = float(-(shares * np.log(shares)).sum() / np.log(len(values)))
        spread[name] = max(0.0, 1 - entropy)
    if max(spread.values(), default=0.0) < 1e-12:
        raise ValueError("no score tells the accounts apart: entropy gives no weights")
    return by_hand(spread)
