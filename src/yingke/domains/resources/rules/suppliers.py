"""Whether a supplier may be used on a day (合规合作单位)."""

from dataclasses import dataclass
from datetime import date

from yingke.domains.resources.terms import Compliance


@dataclass(frozen=True)
class Standing:
    """`reason` is None when the supplier may be used; else `pending`, `suspended`, `expired`."""

    reason: str | None

    @property
    def usable(self) -> bool:
        """Tell whether the supplier may be used."""
        return self.reason is None


def standing_on(compliance: Compliance, until: date | None, today: date) -> Standing:
    """Judge a supplier; an approval without an end (`until` is None) holds for good."""
    if compliance != Compliance.APPROVED:
        return Standing(compliance.value)
    if until is not None and until < today:
        return Standing("expired")
    return Standing(None)
