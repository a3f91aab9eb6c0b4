"""Customers drawn from the models themselves, so that the truth is known."""

import numpy as np
import numpy.typing as npt

from yingke.engines.scoring.lifetime import Histories

Vector = npt.NDArray[np.float64]


def bg_nbd_customers(
    rng: np.random.Generator, size: int, r: float, alpha: float, a: float, b: float, weeks: Vector
) -> Histories:
    """``size`` histories drawn from BG/NBD, each observed for its ``weeks``."""
    rate, leaves = rng.gamma(r, 1 / alpha, size), rng.beta(a, b, size)
    x, t_x, now = np.zeros(size), np.zeros(size), np.zeros(size)
    live = np.arange(size)
    while live.size:
        now[live] += rng.exponential(1 / np.maximum(rate[live], 1e-300))
        live = live[now[live] <= weeks[live]]
        x[live] += 1
        t_x[live] = now[live]
        live = live[rng.random(live.size) >= leaves[live]]
    return Histories.of(x, t_x, weeks)


def gamma_gamma_means(rng: np.random.Generator, x: Vector, p: float, q: float, v: float) -> Vector:
    """Mean spend of accounts with ``x`` purchases, drawn from Gamma-Gamma."""
    rate = rng.gamma(q, 1 / v, len(x))
    return np.asarray(rng.gamma(p * x, 1 / rate) / x)
