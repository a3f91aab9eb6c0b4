"""How a reading compares with its target, and how certain a share is."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from yingke.domains.assessment.rules.reading import Reading

State = Literal["reached", "close", "missed", "unknown"]
CLOSE = 0.9  # of the target
Z = 1.959964  # the normal law's two-sided 95 %


@dataclass(frozen=True)
class Goal:
    """A target in the unit of the readings, and whether more or less of them is better."""

    value: float
    more_is_better: bool


def attainment(reading: Reading, goal: Goal) -> float | None:
    """Value ÷ target, or target ÷ value where less is better: 1 means reached.

    None without data, and where the target or the value to divide by is 0.
    """
    if reading.value is None:
        return None
    above, below = reading.value, goal.value
    if not goal.more_is_better:
        above, below = below, above
    return above / below if below else None


def state(reading: Reading, goal: Goal, *, smallest: int) -> State:
    """Whether the target was reached; unknown below the `smallest` sample."""
    if reading.value is None or reading.counted < smallest:
        return "unknown"
    if (reading.value >= goal.value) if goal.more_is_better else (reading.value <= goal.value):
        return "reached"
    share = attainment(reading, goal)
    return "close" if share is not None and share >= CLOSE else "missed"


def interval(reading: Reading) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; None for a duration and without data."""
    if reading.good is None or not reading.counted:
        return None
    n, rate = reading.counted, reading.good / reading.counted
    middle = rate + Z * Z / (2 * n)
    half = Z * sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return (
        max((middle - half) / (1 + Z * Z / n), 0.0),
        min((middle + half) / (1 + Z * Z / n), 1.0),
    )
