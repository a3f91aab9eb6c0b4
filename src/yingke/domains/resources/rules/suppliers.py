"""Whether a supplier may be used on a day (合规合作单位)."""

from dataclasses import dataclass
from datetime import date

from yingke.domains.resources.terms import Compliance


@dataclass(frozen=True)
class Standing:
    """Compliance on a day; `reason` is None if usable, else `pending`, `suspended` or `expired`."""

    reason: str | None

    @property
    def usable(self) -> bool:
        return self.reason is None


def standing_on(compliance: Compliance, until: date | None, today: date) -> Standing:
    """Return the standing of a supplier; an approval with `until=None` does not expire."""
    if compliance != Compliance.APPROVED:
        return Standing(compliance.value)
    if until is not None and until < today:
        return Standing("expired")
    return Standing(None)
