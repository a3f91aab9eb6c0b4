"""The people of a customer as a graph: who reports to whom, and where nobody is known.

Rows from the top of the organisation down; people without a place in it stand with their role.
Lengths are the units of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yingke.foundation.kernel.errors import RuleViolation

WIDTH, HEIGHT, GAP_X, GAP_Y = 104, 44, 12, 40
PER_ROW: Final = 3


@dataclass(frozen=True)
class Node:
    """A person (`key` is the id), or a role that nobody holds (`key` is the role's code)."""

    key: int | str
    above: int | None = None
    weight: int = 0


@dataclass(frozen=True)
class Box:
    """Where a node stands: its upper left corner."""

    key: int | str
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def bottom(self) -> int:
        return self.y + HEIGHT


@dataclass(frozen=True)
class Layout:
    """All boxes and the size of the picture."""

    boxes: Mapping[int | str, Box]
    width: int
    height: int


def check_above(person: int, above: int, reports_to: Mapping[int, int | None]) -> None:
    """Refuse that somebody reports to himself, directly or over others: RuleViolation."""
    seen = {person}
    at: int | None = above
    while at is not None:
        if at in seen:
            raise RuleViolation("reporting_cycle", field="reports_to")
        seen.add(at)
        at = reports_to.get(at)


def layout(nodes: Sequence[Node]) -> Layout:
    """Place each node in the row of its depth, the weightiest first, at most three in a line."""
    above = {node.key: node.above for node in nodes}
    depths = {node.key: _depth(node.key, above) for node in nodes}
    lines: list[list[Node]] = []
    for depth in sorted(set(depths.values())):
        row = [node for node in nodes if depths[node.key] == depth]
        row.sort(key=lambda node: -node.weight)
        lines += [row[start : start + PER_ROW] for start in range(0, len(row), PER_ROW)]
    full = PER_ROW * WIDTH + (PER_ROW - 1) * GAP_X
    boxes = {
        node.key: Box(node.key, x, number * (HEIGHT + GAP_Y))
        for number, line in enumerate(lines)
        for node, x in zip(line, _places(len(line), full), strict=True)
    }
    return Layout(boxes, full, max(len(lines), 1) * (HEIGHT + GAP_Y) - GAP_Y)


def _places(count: int, full: int) -> Iterable[int]:
    used = count * WIDTH + (count - 1) * GAP_X
    return (int((full - used) / 2) + n * (WIDTH + GAP_X) for n in range(count))


def _depth(key: int | str, above: Mapping[int | str, int | None]) -> int:
    depth, seen, at = 0, {key}, above[key]
    while at is not None and at in above and at not in seen:
        seen.add(at)
        depth, at = depth + 1, above[at]
    return depth
