"""What the exact method is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .arrays import Ints

Stopped = Callable[[], bool]
Met = Callable[["Found"], object]
"""Told of each better placing while the exact method is at work, from another thread."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long the exact method may take: seconds, or steps of its own deterministic clock."""

    seconds: float
    deterministic: float | None = None
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """Starts and picks of the free activities. ``proved`` when no better ones exist; ``bound``
    holds, by level, what was proved over the free part."""

    start: dict[int, int]
    pick: dict[int, int]
    proved: bool
    bound: tuple[int, ...] = ()


def apply(found: Found, start: Ints, pick: Ints) -> None:
    """Write what was found into a plan's arrays."""
    for a, begin in found.start.items():
        start[a] = begin
    for s, entry in found.pick.items():
        pick[s] = entry
