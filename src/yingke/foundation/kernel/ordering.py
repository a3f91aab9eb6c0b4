"""Lists in a manual order."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(rows: Sequence[T], index: int, *, up: bool) -> list[T]:
    """Return the rows with the one at `index` moved up or down, if it is not at the end."""
    ordered = list(rows)
    target = index - 1 if up else index + 1
    if 0 <= target < len(ordered):
        ordered[index], ordered[target] = ordered[target], ordered[index]
    return ordered
