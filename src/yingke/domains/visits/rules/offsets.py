"""Times of a procedure, said relative to the visit: `arrival-3wd`, `arrival-10min`, `end+24h`.

An offset in working days ends on the close of that working day; hours, minutes and calendar days
(`d`) are counted as they are.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.errors import RuleViolation

_FORM = re.compile(r"(arrival|end|submission)(?:([+-])(\d{1,4})(wd|d|h|min))?")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}


@dataclass(frozen=True)
class Anchors:
    """The moments (aware) to which offsets refer; `end` is the departure until the visit ended."""

    submission: datetime
    arrival: datetime
    end: datetime


@dataclass(frozen=True)
class Offset:
    """`amount` units from an anchor, negative before it."""

    anchor: str
    amount: int
    unit: str


def parse(text: str) -> Offset:
    """Read an offset; RuleViolation("bad_offset") names what was written."""
    match = _FORM.fullmatch(text.replace(" ", ""))
    if not match:
        raise RuleViolation("bad_offset", text=text)
    anchor, sign, amount, unit = match.groups()
    if amount is None:
        return Offset(anchor, 0, "min")
    return Offset(anchor, -int(amount) if sign == "-" else int(amount), unit)


def moment(text: str, anchors: Anchors, calendar: WorkingCalendar, *, closing: bool) -> datetime:
    """The moment that an offset means.

    With working days: the end (`closing`) or the beginning of that working day.
    """
    offset = parse(text)
    anchor: datetime = getattr(anchors, offset.anchor)
    if offset.unit != "wd":
        return anchor + offset.amount * _UNITS[offset.unit]
    day = calendar.add_working_days(anchor.astimezone(calendar.tz).date(), offset.amount)
    return calendar.at(day, calendar.day_end if closing else calendar.day_start)
