"""How the customer's dimensions stood before a visit and stand after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from yingke.domains.tiering.models import Score

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit

AFTER = 3
"""Months after a visit within which its effect is looked for."""


@dataclass(frozen=True)
class Shift:
    """Points of each dimension known in both months, largest change first."""

    before: date
    after: date
    changes: tuple[tuple[str, float], ...]


def shift_of(visit: Visit) -> Shift | None:
    """From the month before the visit's end to the latest of the `AFTER` months from it on."""
    if visit.ended_at is None:
        return None
    month = timezone.localtime(visit.ended_at, timezone.get_default_timezone()).date()
    month = month.replace(day=1)
    last = date(month.year + (month.month + AFTER - 1) // 12, (month.month + AFTER - 1) % 12 + 1, 1)
    found = Score.objects.filter(account=visit.account_id, month__lte=last).order_by("-month")
    rows = list(found.values_list("month", "dimensions")[: AFTER + 2])
    after = next((row for row in rows if row[0] >= month), None)
    before = next((row for row in rows if row[0] < month), None)
    if after is None or before is None:
        return None
    changes = {
        name: points - before[1][name]
        for name, points in after[1].items()
        if points is not None and before[1].get(name) is not None
    }
    ordered = sorted(changes.items(), key=lambda pair: -abs(pair[1]))
    return Shift(before[0], after[0], tuple(ordered))
