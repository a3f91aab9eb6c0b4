"""Moments and grains: the whole-number clock on which the engine reckons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from .values import Problem, Span

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Grain ``t`` covers ``start + t * grain`` to one grain later; there are ``size`` of them."""

    start: datetime
    grain: int
    size: int

    @classmethod
    def of(cls, problem: Problem) -> Timeline:
        minutes = int((problem.end - problem.start).total_seconds() // 60)
        return cls(problem.start, problem.grain, minutes // problem.grain)

    def floor(self, moment: datetime) -> int:
        return int((moment - self.start).total_seconds() // (60 * self.grain))

    def ceil(self, moment: datetime) -> int:
        return -int((self.start - moment).total_seconds() // (60 * self.grain))

    def moment(self, grain: int) -> datetime:
        return self.start + timedelta(minutes=grain * self.grain)

    def length(self, minutes: int) -> int:
        """Grains that ``minutes`` take up, rounded up."""
        return -(-minutes // self.grain)

    def inside(self, span: Span) -> tuple[int, int]:
        """The grains that lie wholly in the span, within the horizon."""
        first = min(max(self.ceil(span[0]), 0), self.size)
        return first, min(max(self.floor(span[1]), first), self.size)

    def touched(self, span: Span) -> tuple[int, int]:
        """The grains that the span touches, within the horizon."""
        first = min(max(self.floor(span[0]), 0), self.size)
        return first, min(max(self.ceil(span[1]), first), self.size)

    def days(self) -> Ints:
        """The number of the calendar day of each grain, 0 for the first; ``size + 1`` long."""
        into = self.start.hour * 60 + self.start.minute
        return ((into + np.arange(self.size + 1) * self.grain) // 1440).astype(np.int64)

    def day_of(self, grain: int) -> date:
        return self.moment(grain).date()

    def blocked(self, available: Iterable[Span], busy: Iterable[Span], until: date | None) -> Ints:
        """Closed grains counted from the start: entry ``t`` counts those before ``t``."""
        spans = [self.inside(span) for span in available]
        closed = np.full(self.size, 1 if spans else 0, dtype=np.int64)
        for first, last in spans:
            closed[first:last] = 0
        for span in busy:
            first, last = self.touched(span)
            closed[first:last] = 1
        if until is not None:
            closed[self._first_after(until) :] = 1
        counted = np.zeros(self.size + 1, dtype=np.int64)
        np.cumsum(closed, out=counted[1:])
        return counted

    def _first_after(self, day: date) -> int:
        beyond = (day - self.start.date()).days + 1
        return int(np.searchsorted(self.days()[:-1], beyond))
