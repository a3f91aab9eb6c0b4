"""The readiness score of a visit and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """`done` of `needed`; a part that needs nothing is complete."""

    code: str
    done: int
    needed: int

    @property
    def share(self) -> float:
        return self.done / self.needed if self.needed else 1.0


@dataclass(frozen=True)
class Readiness:
    """`score` is 0–100, rounded down: 100 means nothing is missing."""

    score: int
    parts: tuple[Part, ...]

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)


WEIGHTS = {"checks": 40, "bookings": 25, "people": 25, "guests": 10}  # defaults of the parameters


def assess(*parts: Part, weights: Mapping[str, int] = WEIGHTS) -> Readiness:
    """Weigh required checks, confirmed bookings, accepted invitations and known guests.

    Weights are relative to their sum; if all are 0, every part counts equally.
    """
    known = {part.code: weights[part.code] for part in parts}
    if not any(known.values()):
        known = dict.fromkeys(known, 1)
    points = sum(known[part.code] * part.share for part in parts)
    return Readiness(int(100 * points / sum(known.values()) + 1e-9), parts)
