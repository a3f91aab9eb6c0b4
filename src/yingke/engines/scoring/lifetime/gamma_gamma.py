"""Gamma-Gamma: what an account spends per purchase, its own mean drawn towards the others'.

Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value. Values of an account's purchases
are Gamma(p, ν) with ν drawn from Gamma(q, v); how often it buys is taken to say nothing of how
much.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import digamma, gammaln, polygamma

from yingke.engines.scoring.faults import RefusedError

from .bgnbd import FEWEST_REPEATERS, WIDEST, Z95
from .histories import Vector
from .newton import maximise

NAMES = ("p", "q", "v")


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """A fitted model of spend per purchase, in the currency of the data.

    ``correlation`` is that of the number of purchases with their mean value: the model takes
    it to be nothing, and above about 0.3 in size its answers lean to one side.
    """

    p: float
    q: float
    v: float
    log_likelihood: float
    accounts: float
    correlation: float
    covariance_of_logs: Vector
    steps: int

    @property
    def parameters(self) -> Vector:
        """p, q, v."""
        return np.array([self.p, self.q, self.v])

    @property
    def standard_errors(self) -> Vector:
        """Of p, q, v, by the delta method."""
        return np.asarray(self.parameters * np.sqrt(np.diag(self.covariance_of_logs)))

    def intervals(self, z: float = Z95) -> Vector:
        """Confidence intervals of the parameters, shape (3, 2), symmetric in the logarithm."""
        spread = z * np.sqrt(np.diag(self.covariance_of_logs))
        factors = np.exp(np.stack((-spread, spread), axis=1))
        return np.asarray(self.parameters[:, None] * factors)

    def expected_spend(self, x: npt.ArrayLike, mean: npt.ArrayLike) -> Vector:
        """Value to expect of a purchase, given ``x`` purchases of this ``mean`` (equation 5).

        NaN where the model gives no finite mean (q + p·x at most 1).
        """
        xs = np.asarray(x, dtype=float)
        means = np.where(xs > 0, np.asarray(mean, dtype=float), 0.0)
        left = self.p * xs + self.q - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(left > 0, self.p * (self.v + means * xs) / left, np.nan)


def fit_gamma_gamma(
    x: npt.ArrayLike, mean: npt.ArrayLike, weight: npt.ArrayLike | None = None
) -> GammaGamma:
    """The maximum-likelihood fit to accounts with ``x`` ≥ 1 purchases of this ``mean`` > 0.

    Raises RefusedError when the data cannot carry it, ValueError for impossible values.
    """
    xs, means = np.asarray(x, dtype=float), np.asarray(mean, dtype=float)
    w = np.ones_like(xs) if weight is None else np.asarray(weight, dtype=float)
    if (xs < 1).any() or not (means > 0).all() or not np.isfinite(means).all():
        raise ValueError("x is at least 1 and mean above 0 for every account")
    accounts = float(w.sum())
    if accounts < FEWEST_REPEATERS:
        raise RefusedError(
            f"{accounts:g} accounts have a value to learn from; {FEWEST_REPEATERS} are needed"
        )
    xs, means, w = _compressed(xs, means, w)
    level = float(np.average(means, weights=w))
    # In units of the level the mean is 1, and so is the start's own: p·v / (q - 1).
    start = np.log([4.0, 4.0, 0.75])
    try:
        best = maximise(_Likelihood(xs, means / level, w), start, scale=accounts)
    except RefusedError as reason:
        raise RefusedError(f"Gamma-Gamma cannot be fitted to these accounts: {reason}") from None
    errors = np.sqrt(np.diag(best.covariance))
    if errors.max() > WIDEST:
        name = NAMES[int(errors.argmax())]
        raise RefusedError(f"Gamma-Gamma cannot be fitted to these accounts: {name} is not fixed")
    p, q, v = (float(value) for value in np.exp(best.at))
    # The likelihood was that of means in units of their level; a density scales with its unit.
    value = best.value - accounts * float(np.log(level))
    return GammaGamma(
        p,
        q,
        v * level,
        value,
        accounts,
        _correlation(xs, means, w),
        best.covariance,
        best.steps,
    )


def _compressed(x: Vector, mean: Vector, weight: Vector) -> tuple[Vector, Vector, Vector]:
    """Equal lines as one; lines in the order of ``x``."""
    order = np.lexsort((mean, x))
    x, mean, weight = x[order], mean[order], weight[order]
    first = np.ones(len(x), dtype=bool)
    first[1:] = (x[1:] != x[:-1]) | (mean[1:] != mean[:-1])
    starts = np.flatnonzero(first)
    return x[starts], mean[starts], np.add.reduceat(weight, starts)


def _correlation(x: Vector, mean: Vector, weight: Vector) -> float:
    dx = x - np.average(x, weights=weight)
    dm = mean - np.average(mean, weights=weight)
    size = np.sqrt(np.average(dx**2, weights=weight) * np.average(dm**2, weights=weight))
    return float(np.average(dx * dm, weights=weight) / size) if size > 0 else 0.0


class _Likelihood:
    """Log-likelihood, gradient and Hessian in the logarithms of p, q, v."""

    def __init__(self, x: Vector, mean: Vector, weight: Vector) -> None:
        self.x, self.total, self.weight = x, x * mean, weight
        self.counts, place = np.unique(x, return_inverse=True)
        self.n = np.bincount(place, weights=weight)
        self.log_mean_total = np.bincount(place, weights=weight * np.log(mean))
        self.accounts = float(weight.sum())

    def __call__(self, logs: Vector) -> tuple[float, Vector, Vector]:
        p, q, v = parameters = np.exp(logs)
        value, gradient, hessian = self._of_counts(p, q)
        w, power, sums = self.weight, p * self.x + q, v + self.total
        log_sums = np.log(sums)
        value += self.accounts * q * np.log(v) - float(w @ (power * log_sums))
        gradient[0] -= w @ (self.x * log_sums)
        gradient[1] += self.accounts * np.log(v) - w @ log_sums
        gradient[2] += self.accounts * q / v - w @ (power / sums)
        hessian[0, 2] = hessian[2, 0] = -(w @ (self.x / sums))
        hessian[1, 2] = hessian[2, 1] = self.accounts / v - w @ (1 / sums)
        hessian[2, 2] = -self.accounts * q / v**2 + w @ (power / sums**2)
        by_log = gradient * parameters
        curvature = hessian * np.outer(parameters, parameters) + np.diag(by_log)
        return float(value), by_log, curvature

    def _of_counts(self, p: float, q: float) -> tuple[float, Vector, Vector]:
        x, n = self.counts, self.n
        alone, both = p * x, p * x + q
        value = n @ (gammaln(both) - gammaln(alone) + alone * np.log(x))
        value += (alone - 1) @ self.log_mean_total - self.accounts * gammaln(q)
        gradient, hessian = np.zeros(3), np.zeros((3, 3))
        gradient[0] = (n * x) @ (digamma(both) - digamma(alone) + np.log(x))
        gradient[0] += x @ self.log_mean_total
        gradient[1] = n @ digamma(both) - self.accounts * digamma(q)
        bent = polygamma(1, both)
        hessian[0, 0] = (n * x**2) @ (bent - polygamma(1, alone))
        hessian[0, 1] = hessian[1, 0] = (n * x) @ bent
        hessian[1, 1] = n @ bent - self.accounts * polygamma(1, q)
        return float(value), gradient, hessian
