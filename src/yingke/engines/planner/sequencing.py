"""Projects whose end counts: activities inserted one after the other, in better and better orders.

Each order gives one plan: every activity as early as its participants allow (a serial schedule
generation scheme; Kolisch, 1996). The order of the best plan is perturbed, and kept if its plan is
no worse.
"""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np

from .arrays import NONE, Ints, Model, empty_state
from .construction import insert_all, packing_weights
from .relaxation import solve_relaxed
from .search import EXACT_SURE, Search

NOISE = (0.0, 0.02, 0.05, 0.1, 0.3)
"""By how much of the length of the plan activities change places, at random."""
LOOK = 10
"""Orders tried between two looks at the clock."""


FIRST, RELAXED, ORDERED, EXACT = 0.2, 0.3, 0.25, 0.7
"""The shares of the time left for the exact method on a small project, for the project without its
people, for orders near its starts, and for the exact method; what is left goes to orders again."""


def is_project(m: Model) -> bool:
    """Whether the end of one group counts, and nothing else that is preferred."""
    return bool(
        len(m.fin) == 1
        and (m.act["final"] != NONE).all()
        and not (m.pair["soft"] > 0).any()
        and (m.act["want"] == NONE).all()
        and (m.act["keep_start"] == NONE).all()
        and not (m.act["frozen"] > 0).any()
        and not m.res["fair"].any()
        and not len(m.team_weight)
        and not m.cand["pref"].any()
    )


def run_project(search: Search) -> None:
    """Plan a project: without its people first, then with them in orders near to that, then
    exactly."""
    search.construct()
    if search.is_best():
        return
    movable, relaxed = list(range(len(search.m.act))), None
    if len(movable) <= EXACT_SURE and search.exact(
        movable, search.effort(search.left() * FIRST, FIRST)
    ):
        return
    if not search.bound.unmet:
        effort = search.effort(search.left() * RELAXED, RELAXED)
        relaxed = solve_relaxed(search.m, effort, lambda: not search.tell("relaxation"))
    if relaxed is not None:
        length = int(search.m.fin[0]["weight"]) * relaxed.bound
        bound = replace(search.bound, preference=length)
        search.bound = max(search.bound, bound)
        sequence(search, search.left() * ORDERED, relaxed.start)
    if search.tell("exact") and not search.exact(movable, search.effort(search.left() * EXACT)):
        sequence(search, search.left())


def sequence(search: Search, seconds: float, start: Ints | None = None) -> None:
    """Look for better orders for a time, or as many as effort allows; from the starts given, or
    those of the best plan."""
    until, turns = search.left() - seconds, search.turns()
    m, before, origin = search.m, _before(search.m), _scarce_first(search.m)
    scarce = m._replace(cand=m.cand[origin])
    best = (*search.total[:3], search.total[3] + (start is not None) * m.size)
    start = search.start.copy() if start is None else start
    turn = 0
    while (
        (search.left() > until if turns is None else turn < turns * LOOK)
        and len(search.m.act) == (start != NONE).sum()
        and search.tell("sequencing")
    ):
        for _ in range(LOOK):
            order = _perturbed(search, start, before, NOISE[turn % len(NOISE)])
            turn += 1
            st = empty_state(m)
            insert_all(scarce, st, order, packing_weights())
            if tuple(st.total[:4]) <= best:
                best, start = tuple(st.total[:4]), st.start
                search.take(st.start, np.append(origin, NONE)[st.pick])


def _scarce_first(m: Model) -> Ints:
    """The rows of candidates, in each slot those first whom the fewest slots could use."""
    uses = np.bincount(m.cand["res"], minlength=len(m.res))
    slots = np.repeat(np.arange(len(m.slot)), m.slot["cand_to"] - m.slot["cand_from"])
    return np.lexsort((uses[m.cand["res"]], slots))


def _perturbed(search: Search, start: Ints, before: list[list[int]], noise: float) -> Ints:
    """An order by start and chance in which nothing comes before what it follows."""
    ends = start + search.m.act["dur"]
    keys = start + search.random.normal(0.0, noise * float(ends.max(initial=1)), len(start))
    waiting = [len(others) for others in before]
    after: list[list[int]] = [[] for _ in before]
    for a, others in enumerate(before):
        for b in others:
            after[b].append(a)
    ready = [(float(keys[a]), a) for a, count in enumerate(waiting) if not count]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, a = heapq.heappop(ready)
        order.append(a)
        for b in after[a]:
            waiting[b] -= 1
            if not waiting[b]:
                heapq.heappush(ready, (float(keys[b]), b))
    return np.array(order, dtype=np.int64)


def _before(m: Model) -> list[list[int]]:
    """By activity, those that it follows."""
    return [
        [int(x["b"]) for x in m.link[row["link_from"] : row["link_to"]] if not x["first"]]
        for row in m.act
    ]
