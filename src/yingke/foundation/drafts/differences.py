"""What two versions differ in, row by row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowDifference:
    """What became of a row: `change` is removed, added or changed; `fields` (before, after)."""

    change: str
    row: Row
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def compare(
    before: Sequence[Row],
    after: Sequence[Row],
    *,
    key: str = "id",
    place: str = "",
    ignored: Collection[str] = (),
) -> list[RowDifference]:
    """Compare rows by `key`: the removed ones, then the others in their order.

    `place` names the column of a row's position: what only gave way to another row has not moved.
    """
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    found = [RowDifference("removed", row) for one, row in old.items() if one not in new]
    stay_before = [one for one in old if one in new]
    stay_after = [one for one in new if one in old]
    for one, row in new.items():
        if one not in old:
            found.append(RowDifference("added", row))
            continue
        skip = {*ignored}
        if place and stay_before.index(one) == stay_after.index(one):
            skip.add(place)
        changed = {
            name: (old[one].get(name), value)
            for name, value in row.items()
            if name not in skip and old[one].get(name) != value
        }
        if changed:
            found.append(RowDifference("changed", row, changed))
    return found
