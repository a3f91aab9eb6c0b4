"""What an indicator says."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["better", "worse", "same", "unknown"]


@dataclass(frozen=True)
class Reading:
    """A value and what it rests on.

    `value` is a share (0–1) or seconds; None says that there is not enough data. `counted` are the
    nodes, tasks, items or visits that were looked at, `good` those of a share that were right.
    """

    value: float | None
    counted: int
    good: int | None = None


NOTHING = Reading(None, 0)


def share(good: int, counted: int) -> Reading:
    """`good` of `counted`; not enough data when nothing counts."""
    return Reading(good / counted, counted, good) if counted else NOTHING


def direction(now: Reading, before: Reading, *, more_is_better: bool) -> Direction:
    """How a reading compares with the one before; unknown when either lacks data."""
    if now.value is None or before.value is None:
        return "unknown"
    if now.value == before.value:
        return "same"
    return "better" if (now.value > before.value) == more_is_better else "worse"
