"""Which activities to free together: parts of a plan small enough to be placed anew exactly."""

from __future__ import annotations

import numpy as np

from .arrays import NONE, Ints
from .compiling import Compiled

MOST = 12
"""Activities freed at once."""


def group_numbers(compiled: Compiled) -> Ints:
    """The row of each activity's group, -1 for none."""
    names = {name: number for number, name in enumerate(compiled.groups)}
    return np.array([names.get(a.group, NONE) for a in compiled.problem.activities], dtype=np.int64)


class Neighbourhoods:
    """Draws in turn: the unmet and their rivals, one visit with a neighbour, a resource's day, a
    slice of time."""

    def __init__(self, compiled: Compiled, group_of: Ints, random: np.random.Generator) -> None:
        self.m, self.group_of, self.random = compiled.model, group_of, random
        self.movable = np.flatnonzero(self.m.act["frozen"] == 0)

    def draw(self, start: Ints, pick: Ints, turn: int) -> list[int]:
        """The activities of the next neighbourhood."""
        unmet = self.movable[start[self.movable] == NONE]
        if len(unmet) and turn % 2 == 0:
            return self.rivals(start, pick, int(unmet[turn // 2 % len(unmet)]))
        kind = turn % 3
        if kind == 0:
            return self._visit(start, pick)
        return self._resource_day(start, pick) if kind == 1 else self._slice(start)

    def rivals(self, start: Ints, pick: Ints, a: int) -> list[int]:
        """The activity, its visit, and those that hold what it could use, nearest first."""
        mine = self._group(a)
        holders = self._holders(start, pick, a)
        return self._limited([*mine, *holders], a)

    def _limited(self, activities: list[int], first: int) -> list[int]:
        allowed = set(self.movable.tolist())
        chosen = [a for a in dict.fromkeys([first, *activities]) if a in allowed]
        return chosen[:MOST]

    def _group(self, a: int) -> list[int]:
        group = self.group_of[a]
        if group == NONE:
            return [a]
        return [int(b) for b in np.flatnonzero(self.group_of == group)]

    def _holders(self, start: Ints, pick: Ints, a: int) -> list[int]:
        """Who holds the resources that the activity might pick, in drawn order."""
        m, row = self.m, self.m.act[a]
        wanted: set[int] = set()
        for s in range(int(row["slot_from"]), int(row["slot_to"])):
            slot = m.slot[s]
            wanted.update(m.cand["res"][slot["cand_from"] : slot["cand_to"]].tolist())
        used = np.flatnonzero(pick != NONE)
        holding = used[np.isin(m.cand["res"][pick[used]], list(wanted))]
        others = np.unique(m.slot["act"][holding])
        others = others[(start[others] != NONE) & (others != a)]
        middle = start[a] if start[a] != NONE else self._middle(a)
        near = np.abs(start[others] - middle) + self.random.random(len(others))
        return [int(b) for b in others[np.argsort(near)]]

    def _middle(self, a: int) -> int:
        row = self.m.act[a]
        if row["dom_to"] == row["dom_from"]:
            return 0
        return int(self.m.dom[(row["dom_from"] + row["dom_to"] - 1) // 2])

    def _one(self) -> int:
        return int(self.random.choice(self.movable))

    def _visit(self, start: Ints, pick: Ints) -> list[int]:
        a = self._one()
        return self.rivals(start, pick, a)

    def _resource_day(self, start: Ints, pick: Ints) -> list[int]:
        used = np.flatnonzero(pick != NONE)
        if not len(used):
            return []
        m = self.m
        s = int(self.random.choice(used))
        r, a = m.cand["res"][pick[s]], int(m.slot["act"][s])
        same = used[m.cand["res"][pick[used]] == r]
        mine = [int(b) for b in np.unique(m.slot["act"][same])]
        day = m.day[start[a]] if start[a] != NONE else 0
        return self._limited([b for b in mine if start[b] != NONE and m.day[start[b]] == day], a)

    def _slice(self, start: Ints) -> list[int]:
        a = self._one()
        if start[a] == NONE:
            return [a]
        near = np.argsort(np.abs(start[self.movable] - start[a]), kind="stable")
        return self._limited([int(b) for b in self.movable[near[:MOST]]], a)
