"""The plan as a value: a snapshot of the agenda, and the difference between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """What became of one agenda item; `fields` names what changed as (before, after)."""

    change: str
    name: str
    fields: dict[str, tuple[Any, Any]]


def difference(before: Sequence[Item], after: Sequence[Item]) -> list[Difference]:
    """Compare two snapshots by item id: removed, changed (field by field) and added ones."""
    old = {item["id"]: item for item in before}
    new = {item["id"]: item for item in after}
    found = [Difference("removed", old[key]["name"], {}) for key in old if key not in new]
    for key, item in new.items():
        if key not in old:
            found.append(Difference("added", item["name"], {}))
            continue
        changed = {
            name: (old[key].get(name), value)
            for name, value in item.items()
            if old[key].get(name) != value
        }
        if changed:
            found.append(Difference("changed", item["name"], changed))
    return found
