"""Times relative to a named moment: `arrival-3wd`, `arrival-10min`, `end+24h`.

An offset in working days ends on the close of that working day; hours, minutes and calendar days
(`d`) are counted as they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.errors import RuleViolation

_FORM = re.compile(r"([a-z_]+)(?:([+-])(\d{1,4})(wd|d|h|min))?")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}

Anchors = Mapping[str, datetime]  # aware moments by name


@dataclass(frozen=True)
class Offset:
    """`amount` units from an anchor, negative before it."""

    anchor: str
    amount: int
    unit: str


def parse(text: str) -> Offset:
    """Read an offset; RuleViolation("bad_offset") carries the text."""
    match = _FORM.fullmatch(text.replace(" ", ""))
    if not match:
        raise RuleViolation("bad_offset", text=text)
    anchor, sign, amount, unit = match.groups()
    if amount is None:
        return Offset(anchor, 0, "min")
    return Offset(anchor, -int(amount) if sign == "-" else int(amount), unit)


def moment(text: str, anchors: Anchors, calendar: WorkingCalendar, *, closing: bool) -> datetime:
    """The moment that an offset means; RuleViolation("bad_offset") for an unknown anchor.

    With working days: the end (`closing`) or the beginning of that working day.
    """
    offset = parse(text)
    if offset.anchor not in anchors:
        raise RuleViolation("bad_offset", text=text)
    anchor = anchors[offset.anchor]
    if offset.unit != "wd":
        return anchor + offset.amount * _UNITS[offset.unit]
    day = calendar.add_working_days(anchor.astimezone(calendar.tz).date(), offset.amount)
    return calendar.at(day, calendar.day_end if closing else calendar.day_start)
