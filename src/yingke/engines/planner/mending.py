"""A published plan in a changed problem: what still holds, and what is put in its place."""

from __future__ import annotations

import numpy as np

from .arrays import HARD, NONE, State, empty_state
from .compiling import Compiled
from .construction import broken_by, drop_broken, greedy_weights, insert_all, insertion_order
from .kernels import rebuild
from .plans import Limits, Listener, Plan
from .repairing import repair
from .search import Search, Share
from .solving import joined, reporter, solved_of


class Mending:
    """The search that starts from a published plan; ``lost`` names what the change took out."""

    def __init__(
        self, compiled: Compiled, published: Plan, limits: Limits, listener: Listener | None
    ) -> None:
        self.problem, self.published = compiled.problem, published
        self.kept, self.compiled = compiled.kept, compiled
        self.search = Search(compiled, Share(limits, 1.0), reporter(listener))
        self.lost: list[str] = []

    def run(self) -> Plan:
        search = self.search
        st, harmed = self._harmed(self._as_published())
        self.lost = [self.problem.activities[a].id for a in harmed]
        drop_broken(self.compiled.model, st, np.array(harmed, dtype=np.int64))
        order = insertion_order(self.compiled.model, search.group_of)
        insert_all(self.compiled.model, st, order, greedy_weights())
        search.start, search.pick = st.start.copy(), st.pick.copy()
        search.total, search.built = st.total.copy(), True
        search.tell("construction")
        unpublished = np.flatnonzero(self.compiled.model.act["keep_start"] == NONE)
        repair(search, [*harmed, *unpublished.tolist()])
        return joined(self.problem, [solved_of(search)], 0.0)

    def _as_published(self) -> State:
        """The published starts and picks, as far as they can still be said."""
        m = self.compiled.model
        st = empty_state(m)
        for number, activity in enumerate(self.problem.activities):
            kept = self.kept.get(activity.id)
            if kept is not None and kept.start + int(m.act["dur"][number]) <= m.size:
                st.start[number] = kept.start
        slot = m.slot
        single = slot["cand_to"] - slot["cand_from"] == 1
        only = np.where(single, slot["cand_from"], NONE)
        pick = np.where(slot["keep_cand"] != NONE, slot["keep_cand"], only)
        open_roles = slot["act"][(pick == NONE) & (slot["skip"] < 0)]
        st.start[open_roles[m.act["frozen"][open_roles] == 1]] = NONE  # inserted with whom there is
        st.pick[:] = np.where(st.start[slot["act"]] != NONE, pick, NONE)
        rebuild(m, st)
        insert_all(m, st, np.flatnonzero(m.act["frozen"]).astype(np.int64), greedy_weights())
        return st

    def _harmed(self, st: State) -> tuple[State, list[int]]:
        """Activities with a part in a broken rule; those outside what is allowed are taken out."""
        m = self.compiled.model
        out = np.zeros(5, dtype=np.int64)
        harmed: list[int] = []
        for a in np.flatnonzero(st.start != NONE):
            row = m.act[a]
            starts = m.dom[row["dom_from"] : row["dom_to"]]
            near = starts.searchsorted(st.start[a])
            outside = near == len(starts) or starts[near] != st.start[a]
            if outside and not row["frozen"]:
                st = self._without(st, int(a))
                harmed.append(int(a))
        if st.total[HARD] > self.search.facts:
            standing = np.flatnonzero((st.start != NONE) & (m.act["frozen"] == 0))
            harmed += [int(a) for a in standing if broken_by(m, st, int(a), out) > 0]
        return st, harmed

    def _without(self, st: State, a: int) -> State:
        plan = st.start.copy()
        plan[a] = NONE
        fresh = empty_state(self.compiled.model)
        fresh.start[:], fresh.pick[:] = plan, st.pick
        rebuild(self.compiled.model, fresh)
        return fresh
