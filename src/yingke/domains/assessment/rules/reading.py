"""The reading of an indicator."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["better", "worse", "same", "unknown"]


@dataclass(frozen=True)
class Reading:
    """A value and its basis.

    `value` is a share (0–1) or seconds, or None without enough data. `counted` is the number of
    nodes, tasks, items or visits; `good` is the numerator of a share.
    """

    value: float | None
    counted: int
    good: int | None = None


NOTHING = Reading(None, 0)


def share(good: int, counted: int) -> Reading:
    """Return `good` ÷ `counted`; no value if nothing counts."""
    return Reading(good / counted, counted, good) if counted else NOTHING


def direction(now: Reading, before: Reading, *, more_is_better: bool) -> Direction:
    """Compare a reading with the previous one; unknown if either has no value."""
    if now.value is None or before.value is None:
        return "unknown"
    if now.value == before.value:
        return "same"
    return "better" if (now.value > before.value) == more_is_better else "worse"
