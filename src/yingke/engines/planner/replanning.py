"""A new plan from a published one and a change, with as little disturbed as can be."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from .answers import placed_of
from .arrays import HARD, NONE, State, empty_state
from .changes import Change, apply_changes
from .checking import broken_alone, picks_by_role
from .compiling import Compiled, compile_problem
from .construction import broken_by, drop_broken, greedy_weights, insert_all, insertion_order
from .differing import difference
from .disturbance import kept_from
from .explaining import explained
from .issues import ProblemError
from .kernels import rebuild
from .neighbourhoods import Neighbourhoods
from .plans import Broken, Difference, Limits, Listener, Placed, Plan
from .readiness import ready
from .search import Search, Share
from .small import is_small
from .solving import joined, reporter, solved_of, waiting
from .validation import issues_of, unlike_moments, warnings_of
from .values import Problem

ROUNDS = 3
"""Wider and wider neighbourhoods around what the change broke; each solved exactly."""

WIDEST = (10, 16, 24)


def replan(
    problem: Problem,
    published: Plan,
    *changes: Change,
    limits: Limits | None = None,
    listener: Listener | None = None,
) -> tuple[Plan, Difference]:
    """Apply the changes and mend the plan. ``problem.now`` parts what has begun from the rest.

    Raises ``ProblemError`` if the changed problem is not sound in itself; that a confirmed part has
    become impossible is no error but told in ``Plan.broken``.
    """
    after = apply_changes(problem, changes)
    issues = issues_of(_without_held(after)) or unlike_moments(after, published)
    if issues:
        raise ProblemError(issues)
    compiled = compile_problem(after, kept_from(after, published))
    if not is_small(compiled.model):
        ready(walks=False, waiting=waiting(after, listener))
    begun = time.monotonic()
    mending = _Mending(compiled, published, limits or Limits(seconds=2.5), listener)
    plan = mending.run()
    told = difference(after, published, plan)
    touched = {m.activity for m in told.moved} | {r.activity for r in told.reassigned}
    touched |= set(told.newly_served) | set(told.newly_unmet)
    touched |= {u.activity for u in plan.unmet} - {u.activity for u in published.unmet}
    broken = mending.broken(plan)
    plan = replace(
        plan,
        broken=broken,
        seconds=time.monotonic() - begun,
        warnings=tuple(map(str, warnings_of(after))),
    )
    kept = {p.activity for p in plan.placed} - touched
    return explained(after, plan, kept, only=touched), told


def _without_held(problem: Problem) -> Problem:
    """Held parts are weighed against the change, not judged as input."""
    return replace(problem, activities=tuple(replace(a, held=None) for a in problem.activities))


class _Mending:
    """The published plan in the changed problem, and its repair."""

    def __init__(
        self, compiled: Compiled, published: Plan, limits: Limits, listener: Listener | None
    ) -> None:
        self.problem, self.published = compiled.problem, published
        self.kept, self.compiled = compiled.kept, compiled
        self.search = Search(compiled, Share(limits, 1.0), reporter(listener))
        self.lost: list[str] = []

    def run(self) -> Plan:
        search = self.search
        st = self._as_published()
        st, harmed = self._harmed(st)
        self.lost = [self.problem.activities[a].id for a in harmed]
        drop_broken(self.compiled.model, st, np.array(harmed, dtype=np.int64))
        order = insertion_order(self.compiled.model, search.group_of)
        insert_all(self.compiled.model, st, order, greedy_weights())
        search.start, search.pick = st.start.copy(), st.pick.copy()
        search.total, search.built = st.total.copy(), True
        search.tell("construction")
        new = np.flatnonzero(self.compiled.model.act["keep_start"] == NONE)
        before = {u.activity for u in self.published.unmet}
        fresh = [a for a in new.tolist() if self.problem.activities[a].id not in before]
        self._repair([*harmed, *fresh])
        return joined(self.problem, [solved_of(self.search)], 0.0)

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

    def _repair(self, centre: list[int]) -> None:
        """Exact repairs around the change, wider while that still helps."""
        search = self.search
        around = Neighbourhoods(self.compiled, search.group_of, search.random)
        movable = set(around.movable.tolist())
        centre = [a for a in dict.fromkeys(centre) if a in movable]
        if not centre:
            search.proved, search.bound = True, search.score()
            return
        for width in WIDEST[:ROUNDS]:
            if search.left() <= 0.05 or not search.tell("repair"):
                return
            before = search.score()
            chosen: list[int] = list(centre)
            for a in centre:
                near = around.rivals(search.start, search.pick, a)
                chosen += near[: max(2, width // len(centre))]
            free = list(dict.fromkeys(chosen))[: max(width, len(centre))]
            part = min(search.left(), search.share.seconds() / 2)
            proved = search.exact(free, search.effort(part))
            calm = search.score() == before or search.score().disturbance == 0
            if proved and calm:
                return

    def broken(self, plan: Plan) -> tuple[Broken, ...]:
        """Confirmed and begun parts that the change made impossible, and their repair."""
        found: list[Broken] = []
        now = {p.activity: p for p in plan.placed}
        facts = [name for name, kept in self.kept.items() if kept.begun]
        standing = [p for p in self.published.placed if p.activity in self.kept]
        alone = broken_alone(self.problem, standing, [*self.lost, *facts])
        alone |= self._gone(standing)
        for name in dict.fromkeys([*self.lost, *(n for n in alone if n in facts)]):
            kept, entry = self.kept[name], now.get(name)
            if not (kept.confirmed or kept.begun):
                continue
            text = alone.get(name, "clashes with what the change brings")
            found.append(Broken(name, text, self._repair_of(name, entry is None)))
        return tuple(found)

    def _gone(self, standing: list[Placed]) -> dict[str, str]:
        """By activity, those whom the problem no longer knows, in words."""
        known = self.compiled.resource_number
        gone = {
            p.activity: [k.resource for k in p.picks if k.resource not in known] for p in standing
        }
        return {name: f"{', '.join(who)} is no longer there" for name, who in gone.items() if who}

    def _repair_of(self, name: str, gone: bool) -> str:
        kept = self.kept[name]
        if kept.begun:
            return "it has begun; what is lost must be replaced by hand"
        if gone:
            return "it is unmet; see its relaxations"
        number = self.compiled.activity_number[name]
        entry = placed_of(self.compiled, self.search.start, self.search.pick, [number])[0]
        roles = picks_by_role(entry)
        people = "; ".join(f"{role}: {', '.join(who)}" for role, who in roles.items())
        return f"at {entry.start:%H:%M}" + (f" with {people}" if people else "")
