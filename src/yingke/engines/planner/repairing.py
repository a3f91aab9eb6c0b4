"""Repairing a plan: near the change, and as a fresh search would where that leaves gaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .arrays import NONE, UNMET, Ints
from .compiling import Compiled
from .neighbourhoods import Neighbourhoods
from .search import Search, Share

WIDEST = (10, 16, 24)
"""Activities in the wider and wider neighbourhoods around what the change broke."""
NEAR = 0.2
"""The share of the time for each of them."""
SERVED = 0.7
"""The share of the time left for a search that looks at nothing but what is served."""


def repair(search: Search, centre: list[int]) -> None:
    """Serve as much as a fresh search would, and then disturb as little as can be.

    Ends early where everything that can be is served and the last neighbourhood is proved.
    """
    movable = set(np.flatnonzero(search.m.act["frozen"] == 0).tolist())
    centre = [a for a in dict.fromkeys(centre) if a in movable]
    served = search.total[UNMET] == search.bound.unmet
    if not centre and served:
        search.proved, search.bound = True, search.score()
        return
    for width in WIDEST if centre else ():
        if _near(search, centre, width) and search.total[UNMET] == search.bound.unmet:
            return
        if search.total[UNMET] > search.bound.unmet:
            break
    if search.total[UNMET] > search.bound.unmet:
        _serve(search)
    search.large_neighbourhoods(search.turns(), _Disturbed(search).draw)


def _near(search: Search, centre: list[int], width: int) -> bool:
    """An exact repair around the change; True when it is proved, with nothing left to gain."""
    if search.left() <= 0.05 or not search.tell("repair"):
        return False
    around = Neighbourhoods(search.compiled, search.group_of, search.random)
    before, chosen = search.score(), list(centre)
    for a in centre:
        near = around.rivals(search.start, search.pick, a)
        chosen += near[: max(2, width // len(centre))]
    free = list(dict.fromkeys(chosen))[: max(width, len(centre))]
    proved = search.exact(free, search.effort(search.share.seconds() * NEAR))
    return proved and (search.score() == before or search.score().disturbance == 0)


def _serve(search: Search) -> None:
    """Take over the plan of a fresh search where that serves more, whatever it disturbs."""
    limits = search.share.limits
    if search.share.steps() is None:
        limits = replace(limits, seconds=max(0.0, search.left() * SERVED))

    def unserved(fresh: Search, phase: str) -> bool:
        return search.tell(phase) and bool(fresh.total[UNMET] > search.bound.unmet)

    fresh = Search(_unpublished(search.compiled), Share(limits, 1.0), unserved)
    fresh.run()
    search.take(fresh.start, fresh.pick)


def _unpublished(compiled: Compiled) -> Compiled:
    """The model as if nothing but facts stood already."""
    act, slot = compiled.model.act.copy(), compiled.model.slot.copy()
    act["move_cost"] = slot["swap_cost"] = 0
    act["keep_start"] = slot["keep_cand"] = NONE
    return replace(compiled, model=compiled.model._replace(act=act, slot=slot))


class _Disturbed:
    """Draws in turn what is unmet, or any other neighbourhood, and one published activity that is
    no longer as it was, each with those around it."""

    def __init__(self, search: Search) -> None:
        self.m, self.random = search.m, search.random
        self.around = Neighbourhoods(search.compiled, search.group_of, search.random)

    def draw(self, start: Ints, pick: Ints, turn: int) -> list[int]:
        changed = self._changed(start, pick)
        if turn % 2 and len(changed):
            return self.around.rivals(start, pick, int(self.random.choice(changed)))
        return self.around.draw(start, pick, turn)

    def _changed(self, start: Ints, pick: Ints) -> Ints:
        act, slot = self.m.act, self.m.slot
        changed = (act["keep_start"] != NONE) & (act["keep_start"] != start)
        swapped = (slot["keep_cand"] != NONE) & (slot["keep_cand"] != pick)
        changed[slot["act"][swapped]] = True
        return np.flatnonzero(changed & (act["frozen"] == 0))
