"""BG/NBD: how many purchases to expect of an account, and whether it is still a customer.

Fader, Hardie & Lee (2005), “Counting Your Customers” the Easy Way, Marketing Science 24(2).
Purchases come at a rate drawn from Gamma(r, α); after each the account leaves with a
probability drawn from Beta(a, b).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import digamma, expit, gammaln, polygamma

from yingke.engines.scoring.faults import RefusedError

from .histories import Histories, Vector
from .newton import Maximum, maximise
from .series import EPSILON, hypergeometric

NAMES = ("r", "alpha", "a", "b")
Z95 = 1.959963984540054

FEWEST_REPEATERS = 30
LARGE = 40_000
PART = 8_192
"""Histories worked on at a time: what a step needs of so many stays in the processor's cache, and
the sums are too short for a library to wake its threads, which on a busy machine wait long."""

WIDEST = 2.5
"""Standard error of a parameter's logarithm beyond which nothing is known about it."""


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model. Times are in the unit of the histories it was fitted on."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    accounts: float
    repeaters: float
    covariance_of_logs: Vector
    steps: int

    @classmethod
    def known(cls, r: float, alpha: float, a: float, b: float) -> "BgNbd":
        """A model that was fitted before: it predicts, and says nothing of its certainty."""
        unknown = np.full((4, 4), np.nan)
        return cls(r, alpha, a, b, np.nan, np.nan, np.nan, unknown, 0)

    @property
    def parameters(self) -> Vector:
        """r, α, a, b."""
        return np.array([self.r, self.alpha, self.a, self.b])

    @property
    def standard_errors(self) -> Vector:
        """Of r, α, a, b, by the delta method from the curvature at the maximum."""
        return np.asarray(self.parameters * np.sqrt(np.diag(self.covariance_of_logs)))

    def intervals(self, z: float = Z95) -> Vector:
        """Confidence intervals of the parameters, shape (4, 2), symmetric in the logarithm."""
        spread = z * np.sqrt(np.diag(self.covariance_of_logs))
        factors = np.exp(np.stack((-spread, spread), axis=1))
        return np.asarray(self.parameters[:, None] * factors)

    def p_alive(self, x: npt.ArrayLike, t_x: npt.ArrayLike, t: npt.ArrayLike) -> Vector:
        """Probability that an account with this history will buy again at all."""
        xs, txs, ts = (np.asarray(v, dtype=float) for v in (x, t_x, t))
        alive = expit(-self._odds_of_having_left(xs, txs, ts))
        return np.asarray(np.where(xs > 0, alive, 1.0))

    def _odds_of_having_left(self, x: Vector, t_x: Vector, t: Vector) -> Vector:
        longer = np.log(self.alpha + t) - np.log(self.alpha + t_x)
        repeats = np.maximum(x, 1)
        return np.asarray(np.log(self.a / (self.b + repeats - 1)) + (self.r + x) * longer)

    def expected_purchases(
        self, horizon: float, x: npt.ArrayLike, t_x: npt.ArrayLike, t: npt.ArrayLike
    ) -> Vector:
        """Purchases to expect in the ``horizon`` after the time observed (equation 10)."""
        xs, txs, ts = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (x, t_x, t)))
        if horizon < 0:
            raise ValueError("the horizon is not negative")
        # Many accounts share x and T, and the series is by far the dearest part.
        pairs, place = np.unique(np.stack((xs.ravel(), ts.ravel())), axis=1, return_inverse=True)
        lasting = self._purchases_while_alive(horizon, *pairs)[place.ravel()]
        return lasting.reshape(xs.shape) * self.p_alive(xs, txs, ts)

    def _purchases_while_alive(self, horizon: float, x: Vector, t: Vector) -> Vector:
        """Purchases of an account known to be alive: by series, else by quadrature."""
        p, q, c = self.r + x, self.b + x, self.a + self.b + x - 1
        z = horizon / (self.alpha + t + horizon)
        value = np.zeros_like(z)
        bad = np.ones(z.shape, dtype=bool)
        fit = c > 0
        if abs(self.a - 1) > 1e-6 and fit.any():
            series, error = hypergeometric(p[fit], q[fit], c[fit], z[fit])
            shrunk = np.exp(p[fit] * np.log1p(-z[fit]))
            scale = c[fit] / (self.a - 1)
            value[fit] = scale * (1 - shrunk * series)
            error = np.abs(scale) * (shrunk * error + 8 * EPSILON * (1 + p[fit]))
            bad[fit] = ~(error < 1e-9 * np.maximum(value[fit], 1e-6))
        if bad.any():
            value[bad] = self._by_quadrature(horizon, x[bad], t[bad])
        return value

    def _by_quadrature(self, horizon: float, x: Vector, t: Vector) -> Vector:
        # The rate of purchases of an account alive at the start, s later, is
        # (r+x)/(α+T) · 2F1(r+x+1, a; a+b+x; -s/(α+T)): free of the pole at a = 1. Euler's
        # transformation makes all its terms positive.
        nodes, weights = (v[:, None] for v in np.polynomial.legendre.leggauss(48))
        parts = []
        for start in range(0, len(x), PART):
            some = slice(start, start + PART)
            p, c = self.r + x[some], self.a + self.b + x[some]
            top = np.log1p(horizon / (self.alpha + t[some]))
            u = top * (nodes + 1) / 2
            series, _ = hypergeometric(p + 1, self.b + x[some], c, -np.expm1(-u))
            # Pfaff: 2F1(p+1, a; c; -w) = (1+w)^-(p+1) 2F1(p+1, c-a; c; w/(1+w)), ds = (α+T)e^u du
            parts.append(p * top * (weights / 2 * np.exp(-p * u) * series).sum(axis=0))
        return np.concatenate(parts)


def fit_bgnbd(histories: Histories) -> BgNbd:
    """The maximum-likelihood fit. Raises RefusedError when the data cannot carry it."""
    if histories.repeaters < FEWEST_REPEATERS:
        raise RefusedError(
            f"{histories.repeaters:g} of {histories.accounts:g} accounts bought again; "
            f"at least {FEWEST_REPEATERS} are needed to tell who stays from who has left"
        )
    whole = histories.compressed()
    start = np.zeros(4)
    start[1] = np.log(np.average(whole.t, weights=whole.weight) / 4 + 1e-9)
    if len(whole.x) > LARGE:
        start = _fit_on_a_part(whole, start)
    # Flatness and flight to infinity mean the same to the reader: the data do not show leaving.
    try:
        best = maximise(_Likelihood(whole), start, scale=histories.accounts)
    except RefusedError as reason:
        raise RefusedError(f"BG/NBD cannot be fitted to these accounts: {reason}") from None
    _refuse_vague(best)
    r, alpha, a, b = (float(v) for v in np.exp(best.at))
    return BgNbd(
        r,
        alpha,
        a,
        b,
        best.value,
        histories.accounts,
        histories.repeaters,
        best.covariance,
        best.steps,
    )


def _fit_on_a_part(whole: Histories, start: Vector) -> Vector:
    """A start close to the maximum from every n-th line: most steps need not see all of them."""
    stride = len(whole.x) // (LARGE // 4)
    part = Histories(*(v[::stride] for v in (whole.x, whole.t_x, whole.t, whole.weight)))
    try:
        return maximise(_Likelihood(part), start, scale=part.accounts).at
    except RefusedError:
        return start


def _refuse_vague(best: Maximum) -> None:
    errors = np.sqrt(np.diag(best.covariance))
    for name, log, error in zip(NAMES, best.at, errors, strict=True):
        if error > WIDEST:
            low, high = np.exp(log - Z95 * error), np.exp(log + Z95 * error)
            raise RefusedError(
                f"BG/NBD cannot be fitted to these accounts: {name} may lie anywhere "
                f"from {low:.2g} to {high:.2g}"
            )


class _Likelihood:
    """Log-likelihood, gradient and Hessian in the logarithms of r, α, a, b."""

    def __init__(self, histories: Histories) -> None:
        again = histories.x > 0
        columns = (histories.x, histories.t_x, histories.t, histories.weight)
        repeaters = np.stack([column[again] for column in columns])
        self.parts = [
            repeaters[:, start : start + PART] for start in range(0, repeaters.shape[1], PART)
        ]
        self.t_once, self.n_once = _tally(histories.t[~again], histories.weight[~again])
        self.counts, self.n_counts = _tally(histories.x, histories.weight)
        self.n = histories.accounts

    def __call__(self, logs: Vector) -> tuple[float, Vector, Vector]:
        parameters = np.exp(logs)
        value, gradient, hessian = self._of_counts(*parameters)
        terms = [self._of_single_buyers(*parameters)]
        terms += [_of_repeaters(part, *parameters) for part in self.parts]
        for v, g, h in terms:
            value, gradient, hessian = value + v, gradient + g, hessian + h
        by_log = gradient * parameters
        curvature = hessian * np.outer(parameters, parameters) + np.diag(by_log)
        return value, by_log, curvature

    def _of_counts(
        self, r: float, alpha: float, a: float, b: float
    ) -> tuple[float, Vector, Vector]:
        x, n, all_n = self.counts, self.n_counts, self.n

        def gained(start: float, function: Callable[[Any], Any]) -> float:
            return float(n @ function(start + x) - all_n * function(start))

        def trigamma(v: Vector) -> Vector:
            return np.asarray(polygamma(1, v))

        value = gained(r, gammaln) + gained(b, gammaln) - gained(a + b, gammaln)
        value += all_n * r * np.log(alpha)
        both = gained(a + b, digamma)
        gradient = np.array(
            [
                gained(r, digamma) + all_n * np.log(alpha),
                all_n * r / alpha,
                -both,
                gained(b, digamma) - both,
            ]
        )
        hessian = np.zeros((4, 4))
        hessian[0, 0] = gained(r, trigamma)
        hessian[0, 1] = hessian[1, 0] = all_n / alpha
        hessian[1, 1] = -all_n * r / alpha**2
        hessian[2:, 2:] = -gained(a + b, trigamma)
        hessian[3, 3] += gained(b, trigamma)
        return value, gradient, hessian

    def _of_single_buyers(
        self, r: float, alpha: float, a: float, b: float
    ) -> tuple[float, Vector, Vector]:
        until = alpha + self.t_once
        logs = float(self.n_once @ np.log(until))
        inverse = float(self.n_once @ (1 / until))
        gradient = np.array([-logs, -r * inverse, 0, 0])
        hessian = np.zeros((4, 4))
        hessian[0, 1] = hessian[1, 0] = -inverse
        hessian[1, 1] = r * float(self.n_once @ (1 / until**2))
        return -r * logs, gradient, hessian


def _of_repeaters(
    part: Vector, r: float, alpha: float, a: float, b: float
) -> tuple[float, Vector, Vector]:
    x, t_x, t, w = part
    power = r + x
    now, last = 1 / (alpha + t), 1 / (alpha + t_x)
    log_now = -np.log(now)
    # ln(e^A + e^B) = A + ln(1 + e^D): A is "alive all along", D the odds of having left.
    longer = np.log(last) + log_now
    others = b + x - 1
    odds = np.log(a) - np.log(others) + power * longer
    left = expit(odds)
    value = float(w @ (np.logaddexp(0, odds) - power * log_now))
    slopes = np.stack((longer, power * (now - last), np.full_like(w, 1 / a), -1 / others))
    gradient = np.einsum("ij,j->i", slopes, w * left)
    gradient[0] -= w @ log_now
    gradient[1] -= w @ (power * now)
    hessian = (slopes * (w * left * (1 - left))) @ slopes.T
    cross = float((w * left) @ (now - last) - w @ now)
    hessian[0, 1] += cross
    hessian[1, 0] += cross
    squares = power * now**2
    hessian[1, 1] += w @ squares + (w * left) @ (power * last**2 - squares)
    hessian[2, 2] -= float(w @ left) / a**2
    hessian[3, 3] += (w * left) @ (1 / others**2)
    return value, gradient, hessian


def _tally(values: Vector, weight: Vector) -> tuple[Vector, Vector]:
    found, place = np.unique(values, return_inverse=True)
    return found, np.bincount(place, weights=weight, minlength=len(found)).astype(np.float64)
