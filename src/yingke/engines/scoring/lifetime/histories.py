"""Purchase histories of many accounts as the few numbers that the models need."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

GRIDS = (1.0, 7.0, 100.0)
"""Steps per unit of time in which data usually come: whole units, days of a week, two decimals."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Accounts by repeat purchases ``x``, time of the last one ``t_x`` and time observed ``t``.

    All times run from the account's first purchase, in one unit (weeks in this package); ``t_x``
    is 0 where ``x`` is 0. ``weight`` counts the accounts that share a line. The likelihood of
    BG/NBD depends on nothing else: the lines are its sufficient statistics.
    """

    x: Vector
    t_x: Vector
    t: Vector
    weight: Vector

    @classmethod
    def of(
        cls,
        x: npt.ArrayLike,
        t_x: npt.ArrayLike,
        t: npt.ArrayLike,
        weight: npt.ArrayLike | None = None,
    ) -> "Histories":
        """Histories of equal length; ValueError names the first that cannot be one."""
        xs, txs, ts = (np.asarray(v, dtype=float) for v in (x, t_x, t))
        w = np.ones_like(xs) if weight is None else np.asarray(weight, dtype=float)
        if not xs.shape == txs.shape == ts.shape == w.shape or xs.ndim != 1:
            raise ValueError("x, t_x, t and weight are vectors of one length")
        wrong = ~((xs >= 0) & (xs == np.floor(xs)) & (txs >= 0) & (txs <= ts) & (w > 0))
        wrong |= (xs == 0) & (txs != 0) | (xs > 0) & (txs == 0)
        if wrong.any():
            i = int(np.argmax(wrong))
            raise ValueError(
                f"history {i} is impossible: x = {xs[i]:g}, t_x = {txs[i]:g}, t = {ts[i]:g}"
            )
        return cls(xs, txs, ts, w)

    @property
    def accounts(self) -> float:
        """How many accounts there are."""
        return float(self.weight.sum())

    @property
    def repeaters(self) -> float:
        """How many accounts bought more than once."""
        return float(self.weight[self.x > 0].sum())

    def compressed(self) -> "Histories":
        """Equal histories as one line with their number; as they are where times have no grid."""
        times = np.concatenate((self.t_x, self.t))
        some = times[:: max(1, len(times) // 1_000)]
        for grid in GRIDS:
            if _on_grid(some, grid) and _on_grid(times, grid):
                break
        else:
            return self
        whole = np.rint(times * grid)
        half = len(self.x)
        span = int(whole.max(initial=0)) + 1
        most = int(self.x.max(initial=0)) + 1
        if most * span * span >= 2**62:
            return self
        key = (self.x.astype(np.int64) * span + whole[:half].astype(np.int64)) * span
        key += whole[half:].astype(np.int64)
        keys, weight = _counted(key, self.weight)
        keys, t = np.divmod(keys, span)
        x, t_x = np.divmod(keys, span)
        return Histories(x.astype(float), t_x / grid, t / grid, weight)


def _on_grid(times: Vector, grid: float) -> bool:
    scaled = times * grid
    return bool(np.abs(scaled - np.rint(scaled)).max(initial=0.0) < 1e-6)


def _counted(key: npt.NDArray[np.int64], weight: Vector) -> tuple[npt.NDArray[np.int64], Vector]:
    if (weight == 1).all():
        keys, counts = np.unique(key, return_counts=True)
        return keys, counts.astype(np.float64)
    keys, place = np.unique(key, return_inverse=True)
    return keys, np.bincount(place, weights=weight).astype(np.float64)
