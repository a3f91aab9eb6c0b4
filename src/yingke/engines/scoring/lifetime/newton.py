"""Maximum of a smooth log-likelihood by damped Newton steps, with its curvature."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yingke.engines.scoring.faults import RefusedError

Vector = npt.NDArray[np.float64]
Objective = Callable[[Vector], tuple[float, Vector, Vector]]

TOLERANCE = 1e-9
"""Newton's decrement per observation below which a further step changes no printed digit."""

FARTHEST = 14.0
"""A logarithm beyond this (a factor of a million) means that the maximum lies at infinity."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the maximum lies, its value, the inverse of minus the curvature, and the steps."""

    at: Vector
    value: float
    covariance: Vector
    steps: int


def maximise(objective: Objective, start: Vector, *, scale: float, most: int = 200) -> Maximum:
    """The maximum of ``objective`` (value, gradient, Hessian) from ``start``.

    ``scale`` is the number of observations: the stopping rule is per observation, but never
    looser than a thousandth of the standard error. Raises RefusedError when there is no maximum
    to be found.
    """
    at = np.array(start, dtype=float)
    value, gradient, hessian = objective(at)
    damping = 1e-3
    for step in range(1, most + 1):
        move, decrement = _move(gradient, hessian, damping)
        small = decrement < min(TOLERANCE * scale, 1e-7)
        trial = at + move
        if np.abs(trial).max() > FARTHEST:
            raise RefusedError("the likelihood grows without end: no finite estimate exists")
        found = objective(trial)
        if np.isfinite(found[0]) and found[0] >= value - 1e-12 * abs(value):
            at, (value, gradient, hessian) = trial, found
            damping = max(damping / 10, 1e-12)
            if small:
                return Maximum(at, value, _covariance(hessian), step)
        else:
            damping = max(damping * 10, 1e-6)
            if damping > 1e12:
                break
    raise RefusedError(f"the fit did not converge in {most} steps")


def _move(gradient: Vector, hessian: Vector, damping: float) -> tuple[Vector, float]:
    """A step uphill even where the surface is not concave, at most 2 per coordinate."""
    values, vectors = np.linalg.eigh(-hessian)
    floor = 1e-9 * max(1.0, float(np.abs(values).max()))
    bent = np.maximum(np.abs(values), floor)
    along = vectors.T @ gradient
    step = vectors @ (along / (bent * (1 + damping)))
    longest = float(np.abs(step).max())
    if longest > 2:
        step *= 2 / longest
    return step, float(np.sum(along**2 / bent))


def _covariance(hessian: Vector) -> Vector:
    values = np.linalg.eigvalsh(-hessian)
    if values.min() <= 0:
        raise RefusedError("the likelihood is flat at its maximum: the data do not fix the model")
    return np.asarray(np.linalg.inv(-hessian))
