"""Lists whose order a person decides."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(rows: Sequence[T], index: int, *, up: bool) -> list[T]:
    """The same rows with the one at `index` one place earlier or later; at the end it stays."""
    ordered = list(rows)
    target = index - 1 if up else index + 1
    if 0 <= target < len(ordered):
        ordered[index], ordered[target] = ordered[target], ordered[index]
    return ordered
