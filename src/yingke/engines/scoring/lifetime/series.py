"""Gauss's hypergeometric function by its series, with a bound of the error.

Abramowitz & Stegun (1964), 15.1.1; the tail by comparison with a geometric series.
"""

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

EPSILON = float(np.finfo(float).eps)
MOST_TERMS = 200_000


def hypergeometric(
    a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, z: npt.ArrayLike
) -> tuple[Vector, Vector]:
    """``2F1(a, b; c; z)`` for |z| < 1 and c > 0, and a bound of its absolute error, elementwise.

    The bound holds the cut tail and the rounding of the sum (with cancellation). ValueError
    outside the disc of convergence.
    """
    pa, pb, pc, pz = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (a, b, c, z)))
    shape = pz.shape
    pa, pb, pc, pz = (v.ravel() for v in (pa, pb, pc, pz))
    if (np.abs(pz) >= 1).any() or (pc <= 0).any():
        raise ValueError("the series needs |z| < 1 and c > 0")
    total, size, rounding = np.ones_like(pz), np.ones_like(pz), np.ones_like(pz)
    tail = np.zeros_like(pz)
    live = np.arange(len(pz))
    term = np.ones_like(pz)
    for k in range(MOST_TERMS):
        ratio = (pa[live] + k) * (pb[live] + k) / ((pc[live] + k) * (k + 1)) * pz[live]
        term = term * ratio
        total[live] += term
        size[live] += np.abs(term)
        # A term is made of k factors of some six operations, each half a unit off at most, and
        # so is each of the k sums before it.
        rounding[live] += (4 * k + 6) * np.abs(term)
        # From here on the ratios stay below the larger of this one and |z| once k has passed
        # the parameters; only then may the geometric bound be used.
        worst = np.maximum(np.abs(ratio), np.abs(pz[live]))
        rest = np.abs(term) * worst / np.maximum(1 - worst, EPSILON)
        past = k > np.maximum(np.abs(pa[live]), np.abs(pb[live]))
        done = ((past & (worst < 1)) | (term == 0)) & (rest <= EPSILON * size[live] / 4)
        tail[live] = rest
        live, term = live[~done], term[~done]
        if live.size == 0:
            break
    error = tail + EPSILON * (rounding + 2 * size)
    error[live] = np.inf
    return total.reshape(shape), error.reshape(shape)
