"""Whether a certified skill is valid on a day."""

from dataclasses import dataclass
from datetime import date

from yingke.domains.people.terms import SkillLevel


@dataclass(frozen=True)
class Certified:
    """A person's level in a skill, valid through `until` (None: no expiry)."""

    level: SkillLevel
    until: date | None


@dataclass(frozen=True)
class Verdict:
    """`reason` is None if the skill is valid, else `missing`, `too_low` or `expired`."""

    reason: str | None

    @property
    def counts(self) -> bool:
        return self.reason is None


def judge(certified: Certified | None, *, needed: SkillLevel, on: date) -> Verdict:
    """Compare a person's skill with the level that a visit needs on a day."""
    if certified is None:
        return Verdict("missing")
    if certified.until is not None and certified.until < on:
        return Verdict("expired")
    if certified.level < needed:
        return Verdict("too_low")
    return Verdict(None)
