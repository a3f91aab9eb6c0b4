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
    """`score` is 0–100, rounded down: 100 means that nothing at all is missing.

    `weights` are out of 100 and the same whatever a visit needs, so that the score of a visit
    moves only when something of it is done or comes to be needed.
    """

    score: int
    parts: tuple[Part, ...]
    weights: Mapping[str, float]

    @property
    def lines(self) -> list[tuple[Part, float, float]]:
        """Each part with its weight, and the points it adds."""
        return [
            (part, self.weights[part.code], self.weights[part.code] * part.share)
            for part in self.parts
        ]

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
    whole = sum(known.values())
    points = sum(known[part.code] * part.share for part in parts)
    shares = {code: 100 * weight / whole for code, weight in known.items()}
    return Readiness(int(100 * points / whole + 1e-9), parts, shares)
