"""Intervals for rates, means and differences, and the courage to say “not enough data”."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Vector = npt.NDArray[np.float64]

LARGE = 20_000
"""From here on a bootstrap of a mean gives what the normal law gives, at a thousand times the
price (a revenue as skewed as any real one included)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate from ``n`` observations with its interval; all None when ``n`` is 0.

    ``widest`` is the width beyond which the answer is “not enough data”.
    """

    estimate: float | None
    low: float | None
    high: float | None
    n: int
    widest: float | None = None

    @property
    def enough(self) -> bool:
        """False when there is nothing, or the interval is wider than the stated bound."""
        if self.low is None or self.high is None:
            return False
        return self.widest is None or self.high - self.low <= self.widest

    def says(self, digits: int = 3) -> str:
        """The interval in words; “not enough data” where it is too wide."""
        if not self.enough:
            return f"not enough data (n = {self.n})"
        return f"{self.estimate:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


def empty(widest: float | None = None) -> Interval:
    """The answer when there is nothing to count."""
    return Interval(None, None, None, 0, widest)


def quantile(level: float) -> float:
    """The normal quantile of a two-sided interval of this level."""
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    return float(ndtri((1 + level) / 2))


def wilson(hits: int, n: int, *, level: float = 0.95, widest: float | None = None) -> Interval:
    """A rate with Wilson's score interval (Wilson 1927)."""
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no rate")
    if n == 0:
        return empty(widest)
    z = quantile(level)
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if hits == 0 else float(middle - reach)
    high = 1.0 if hits == n else float(middle + reach)
    return Interval(p, low, high, n, widest)


def difference_of_independent(
    first: Interval, second: Interval, *, widest: float | None = None
) -> Interval:
    """First less second of two independent groups, from the interval of each.

    Squared half-widths add up on each side, which keeps the skew of both: for rates Newcombe
    (1998, method 10), in general Zou & Donner (2008).
    """
    a, b = first, second
    if a.estimate is None or b.estimate is None:
        return empty(widest)
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return empty(widest)
    gap = a.estimate - b.estimate
    down = np.hypot(a.estimate - a.low, b.high - b.estimate)
    up = np.hypot(a.high - a.estimate, b.estimate - b.low)
    return Interval(gap, float(gap - down), float(gap + up), a.n + b.n, widest)


def bootstrap_mean(
    values: npt.ArrayLike,
    *,
    level: float = 0.95,
    replicates: int = 1_999,
    seed: int = 1,
    widest: float | None = None,
) -> Interval:
    """A mean with its bootstrap-t interval (Efron & Tibshirani 1993, chapter 12).

    Where all values are equal nothing is known of their spread, and there is no interval.
    """
    v = np.asarray(values, dtype=float)
    if len(v) == 0:
        return empty(widest)
    mean, deviation = float(v.mean()), float(v.std())
    if len(v) < 2 or deviation <= 1e-12 * max(1.0, abs(mean)):
        return Interval(mean, None, None, len(v), widest)
    error = deviation / np.sqrt(len(v))
    if len(v) > LARGE:
        reach = quantile(level) * error
        return Interval(mean, mean - reach, mean + reach, len(v), widest)
    studentised = _studentised(v, mean, replicates, np.random.default_rng(seed))
    tail = (1 - level) / 2
    lowest, highest = np.quantile(studentised, (tail, 1 - tail))
    low, high = float(mean - highest * error), float(mean - lowest * error)
    return Interval(mean, low, high, len(v), widest)


def _studentised(v: Vector, mean: float, replicates: int, rng: np.random.Generator) -> Vector:
    chunk = max(1, 2_000_000 // len(v))
    found = []
    for start in range(0, replicates, chunk):
        drawn = v[rng.integers(0, len(v), (min(chunk, replicates - start), len(v)))]
        spread = drawn.std(axis=1)
        usable = spread > 0
        found.append((drawn.mean(axis=1)[usable] - mean) * np.sqrt(len(v)) / spread[usable])
    return np.concatenate(found)


def bootstrap_rate(
    hits: int,
    n: int,
    *,
    level: float = 0.95,
    replicates: int = 1_999,
    seed: int = 1,
    widest: float | None = None,
) -> Interval:
    """A rate with the percentiles of the resampled rate, whose law is binomial.

    Where all answers are equal every resample is the same: then Wilson's interval.
    """
    if n == 0 or hits in {0, n}:
        return wilson(hits, n, level=level, widest=widest)
    tail = (1 - level) / 2
    rates = np.random.default_rng(seed).binomial(n, hits / n, replicates) / n
    low, high = np.quantile(rates, (tail, 1 - tail))
    return Interval(hits / n, float(low), float(high), n, widest)


def net_promoter_score(
    answers: npt.ArrayLike,
    *,
    level: float = 0.95,
    replicates: int = 9_999,
    seed: int = 1,
    widest: float | None = None,
) -> Interval:
    """NPS (-100 to 100) from answers 0 to 10 with its bootstrap interval.

    Where all answers are of one class the interval comes from Wilson's for that class. ValueError
    for an answer that is not a whole number from 0 to 10.
    """
    v = np.asarray(answers, dtype=float)
    if not np.isin(v, np.arange(11)).all():
        raise ValueError("answers are whole numbers from 0 to 10")
    n = len(v)
    if n == 0:
        return empty(widest)
    promoters, detractors = int((v >= 9).sum()), int((v <= 6).sum())
    score = 100 * (promoters - detractors) / n
    if n in {promoters, detractors, n - promoters - detractors}:
        least = wilson(n, n, level=level).low or 0.0
        slack = 100 * (1 - least)
        low = max(-100.0, score - 2 * slack if promoters == n else score - slack)
        high = min(100.0, score + 2 * slack if detractors == n else score + slack)
        return Interval(score, low, high, n, widest)
    shares = np.array([promoters, detractors, n - promoters - detractors]) / n
    drawn = np.random.default_rng(seed).multinomial(n, shares, replicates)
    tail = (1 - level) / 2
    low, high = np.quantile(100 * (drawn[:, 0] - drawn[:, 1]) / n, (tail, 1 - tail))
    return Interval(score, float(low), float(high), n, widest)
