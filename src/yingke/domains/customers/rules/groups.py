"""The tree of a group of companies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Place:
    """A company in its group, `depth` steps below the top."""

    account_id: int
    depth: int


def check_parent(account_id: int, parent_id: int, parents: Mapping[int, int | None]) -> None:
    """Raise RuleViolation `group_cycle` if the account would become its own ancestor.

    `parents` maps each account of the parent's group to its own parent.
    """
    step: int | None = parent_id
    seen: set[int] = set()
    while step is not None and step not in seen:
        if step == account_id:
            raise RuleViolation("group_cycle", field="parent")
        seen.add(step)
        step = parents.get(step)


def below(account_id: int, parents: Mapping[int, int | None]) -> set[int]:
    """Return all descendants of `account_id`, without itself."""
    found: set[int] = set()
    edge = {account_id}
    while edge:
        edge = {child for child, parent in parents.items() if parent in edge} - found
        found |= edge
    return found


def in_order(parents: Mapping[int, int | None], order: Sequence[int]) -> list[Place]:
    """Return the group in tree order: children after their parent, siblings in the given order."""
    children: dict[int | None, list[int]] = {}
    for account_id in order:
        parent = parents[account_id]
        children.setdefault(parent if parent in parents else None, []).append(account_id)
    places: list[Place] = []
    pending = [Place(top, 0) for top in reversed(children.get(None, []))]
    while pending:
        place = pending.pop()
        places.append(place)
        pending += [
            Place(child, place.depth + 1) for child in reversed(children.get(place.account_id, []))
        ]
    return places


def tops(parents: Mapping[int, int | None]) -> dict[int, int | None]:
    """Return the top above each account, None for one without a parent."""
    found: dict[int, int | None] = {}
    for account_id, parent in parents.items():
        top = parent
        while top is not None and parents.get(top) is not None:
            top = parents[top]
        found[account_id] = top
    return found
