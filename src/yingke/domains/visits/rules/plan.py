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
    name_en: str = ""


def difference(before: Sequence[Item], after: Sequence[Item]) -> list[Difference]:
    """Compare two snapshots by item id: removed, changed (field by field) and added ones."""
    old = {item["id"]: item for item in before}
    new = {item["id"]: item for item in after}
    found = [_of("removed", item) for key, item in old.items() if key not in new]
    for key, item in new.items():
        if key not in old:
            found.append(_of("added", item))
            continue
        changed = {
            name: (old[key].get(name), value)
            for name, value in item.items()
            if old[key].get(name) != value
        }
        if changed:
            found.append(_of("changed", item, changed))
    return found


def _of(change: str, item: Item, fields: dict[str, tuple[Any, Any]] | None = None) -> Difference:
    return Difference(change, item["name"], fields or {}, item.get("name_en") or "")
