"""Snapshots of a plan's parts and the differences between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

Row = Mapping[str, Any]


class FieldKind(Enum):
    """How changes of a field are weighed."""

    SUBSTANCE = "substance"  # any change
    MOMENT = "moment"  # an ISO moment that moves by more than the tolerance
    COUNT = "count"  # a number that changes by more than the tolerance
    REMARK = "remark"  # none


@dataclass(frozen=True)
class Tolerance:
    """By how much a moment or a count may differ from what was approved."""

    shift: timedelta
    count: int


@dataclass(frozen=True)
class Difference:
    """The change of one row; `fields` maps changed names to (before, after)."""

    change: str
    name: str
    fields: dict[str, tuple[Any, Any]]
    name_en: str = ""


def difference(before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """Compare two snapshots of a part by row id: removed, changed and added rows."""
    old = {row["id"]: row for row in before}
    new = {row["id"]: row for row in after}
    found = [_of("removed", row) for key, row in old.items() if key not in new]
    for key, row in new.items():
        if key not in old:
            found.append(_of("added", row))
            continue
        changed = {
            name: (old[key].get(name), value)
            for name, value in row.items()
            if old[key].get(name) != value
        }
        if changed:
            found.append(_of("changed", row, changed))
    return found


def is_substantial(
    change: Difference, kinds: Mapping[str, FieldKind], tolerance: Tolerance
) -> bool:
    """Whether a change needs a new approval; added and removed rows always do.

    Fields without a kind (a name in another language) do not count.
    """
    if change.change != "changed":
        return True
    return any(
        name in kinds and _counts(kinds[name], before, after, tolerance)
        for name, (before, after) in change.fields.items()
    )


def _counts(kind: FieldKind, before: Any, after: Any, tolerance: Tolerance) -> bool:
    if kind is FieldKind.REMARK:
        return False
    if before is None or after is None or kind is FieldKind.SUBSTANCE:
        return bool(before != after)
    if kind is FieldKind.COUNT:
        return abs(int(after) - int(before)) > tolerance.count
    return abs(datetime.fromisoformat(after) - datetime.fromisoformat(before)) > tolerance.shift


def _of(change: str, row: Row, fields: dict[str, tuple[Any, Any]] | None = None) -> Difference:
    return Difference(change, row["name"], fields or {}, row.get("name_en") or "")
