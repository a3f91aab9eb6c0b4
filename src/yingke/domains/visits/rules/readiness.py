"""How ready a visit is, as one number with its parts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """`done` of `needed` things; a part that needs nothing is complete."""

    code: str
    done: int
    needed: int

    @property
    def share(self) -> float:
        return self.done / self.needed if self.needed else 1.0


@dataclass(frozen=True)
class Readiness:
    """`score` is 0–100, rounded down: 100 means that nothing at all is missing."""

    score: int
    parts: tuple[Part, ...]

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)


WEIGHTS = {"checks": 40, "bookings": 25, "people": 25, "guests": 10}


def assess(*, checks: Part, bookings: Part, people: Part, guests: Part) -> Readiness:
    """Weigh required checks, confirmed bookings, accepted invitations and known guests."""
    parts = (checks, bookings, people, guests)
    points = sum(WEIGHTS[part.code] * part.share for part in parts)
    return Readiness(int(points + 1e-9), parts)
