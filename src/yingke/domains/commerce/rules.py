"""What must hold between the columns of one row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from yingke.foundation.kernel.errors import RuleViolation

# a day that has come, and one of the same row that may not lie before it
DAYS: Final[Mapping[str, tuple[str, str | None]]] = {
    "order": ("ordered_on", None),
    "payment": ("", None),
    "contract": ("signed_on", "ends_on"),
    "project": ("started_on", "ended_on"),
    "quote": ("quoted_on", "valid_until"),
}


def check(kind: str, row: Mapping[str, Any], *, today: date) -> None:
    """Refuse a day in the future, an end before the start, and a part above the whole.

    `row` holds all columns as they will be stored. RuleViolation `day_in_future`,
    `ends_before_start` or `part_above_whole`, at the column.
    """
    start, end = DAYS[kind]
    for name in filter(None, (start, "paid_on")):
        day = row.get(name)
        if day is not None and day > today:
            raise RuleViolation("day_in_future", field=name)
    if end and row.get(end) is not None and row[end] < row[start]:
        raise RuleViolation("ends_before_start", field=end, start=row[start])
    part = row.get("solution_amount")
    if part is not None and part > row["amount"]:
        raise RuleViolation("part_above_whole", field="solution_amount")
