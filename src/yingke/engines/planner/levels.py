"""Solving an exact model level by level: served before disturbed before preferred before cheap."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from .arrays import COST, DISTURBANCE, NONE, PREFERENCE, UNMET, State
from .compiling import Compiled
from .effort import Effort, Found, Met, Stopped
from .exact import ExactModel
from .exact_rules import add_rules

WHOLE = 0.3
MOST = 1 << 48
"""Two levels are solved in one go while their joint objective stays below this."""


def solve_free(
    compiled: Compiled,
    background: State,
    hint: State,
    free: list[int],
    effort: Effort,
    stopped: Stopped = lambda: False,
    met: Met | None = None,
) -> Found | None:
    """The best way to place the free activities beside the background; None if none was found.

    First with all of them served; with some left out when that cannot be, or has not been found in
    ``WHOLE`` of the time. ``met`` is told of each better way as it is found.
    """
    begun = time.monotonic()
    partial = len(free) < int((compiled.model.act["frozen"] == 0).sum())
    complete = all(hint.start[a] >= 0 for a in free)
    for serve_all in (True, False):
        left = effort.seconds - (time.monotonic() - begun)
        if left <= 0 or stopped():
            break
        seen = hint if partial else None
        model = ExactModel(compiled, background, free, serve_all=serve_all, hint=seen)
        if not model.possible:
            continue
        add_rules(model)
        mine = effort if complete or not serve_all else _part(effort, WHOLE)
        found = _Run(model, hint, mine, begun, stopped, met).solve()
        if found is not None:
            return found
        if complete:
            break
    return None


def _part(effort: Effort, share: float) -> Effort:
    steps = effort.deterministic
    return replace(
        effort,
        seconds=effort.seconds * share,
        deterministic=None if steps is None else steps * share,
    )


class _Run:
    """One model on its way through the levels."""

    def __init__(
        self,
        model: ExactModel,
        hint: State,
        effort: Effort,
        begun: float,
        stopped: Stopped,
        met: Met | None = None,
    ) -> None:
        self.model, self.hint, self.effort = model, hint, effort
        self.begun, self.stopped, self.met = begun, stopped, met
        self.proved = True
        self.values: dict[int, int] | None = None

    def solve(self) -> Found | None:
        self._hint_from_state()
        bound = [0, 0, 0, 0]
        for terms, scale, where in self._stages():
            value, low = self._stage(terms)
            if value is None:
                break
            bound[where - 1] = (low or 0) // scale
            self.model.cp.add(_sum(terms) <= value)
            if low != value:
                break
        if self.values is None:
            return None
        return self.found(self.values, proved=self.proved, bound=tuple(bound))

    def _stages(self) -> list[tuple[list[tuple[int, cp_model.IntVar]], int, int]]:
        """Objectives in turn: terms, the factor on the level that the bound is told for."""
        levels = [[(c, v) for c, v in terms if c] for terms in self.model.levels]
        stages = [(levels[level], 1, level) for level in (UNMET, DISTURBANCE) if levels[level]]
        top = _most(levels[COST])
        if _most(levels[PREFERENCE]) * (top + 1) < MOST:
            both = [(c * (top + 1), v) for c, v in levels[PREFERENCE]] + levels[COST]
            return [*stages, (both, top + 1, PREFERENCE)]
        return [*stages, (levels[PREFERENCE], 1, PREFERENCE), (levels[COST], 1, COST)]

    def _stage(self, terms: list[tuple[int, cp_model.IntVar]]) -> tuple[int | None, int | None]:
        left = self.effort.seconds - (time.monotonic() - self.begun)
        if left <= 0.001 or self.stopped():
            self.proved = False
            return None, None
        self.model.cp.minimize(_sum(terms))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = left
        solver.parameters.num_workers = self.effort.workers
        solver.parameters.random_seed = self.effort.seed
        if self.effort.deterministic is not None:
            solver.parameters.max_deterministic_time = self.effort.deterministic
            solver.parameters.max_time_in_seconds = 1e6
        if self.effort.workers == 1 and len(self.model.free) <= 40:
            solver.parameters.cp_model_probing_level = 1
        met = None if self.met is None else _Meeting(self, self.met)
        status = run_stoppable(solver, self.model.cp, self.stopped, met)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self.proved = False
            return None, None
        self.proved = self.proved and status == cp_model.OPTIMAL
        self._remember(solver)
        return round(solver.objective_value), int(np.ceil(solver.best_objective_bound - 1e-6))

    def _remember(self, solver: cp_model.CpSolver) -> None:
        proto = self.model.cp.proto
        self.values = {}
        self.model.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools gives no types
        for index in range(len(proto.variables)):
            var = self.model.cp.get_int_var_from_proto_index(index)
            self.values[index] = solver.value(var)
            self.model.cp.add_hint(var, self.values[index])

    def _hint_from_state(self) -> None:
        model = self.model
        for a in model.free:
            if self.hint.start[a] >= 0:
                model.cp.add_hint(model.start[a], int(self.hint.start[a]))
        for block in model.blocks:
            picked = [int(self.hint.pick[s]) for s in block.slots]
            rows = [int(model.m.cand[c]["res"]) for c in picked if c != NONE]
            for members, var in block.use.items():
                if self.hint.start[block.activity] >= 0:
                    model.cp.add_hint(var, sum(r in members for r in rows))

    def found(
        self, values: dict[int, int], *, proved: bool = False, bound: tuple[int, ...] = ()
    ) -> Found:
        model = self.model
        start: dict[int, int] = {}
        for a in model.free:
            served = values[model.present[a].index]
            start[a] = values[model.start[a].index] if served else NONE
        return Found(start, _deal(model, start, values), proved, bound)


class _Meeting(cp_model.CpSolverSolutionCallback):
    """Passes on each solution."""

    def __init__(self, run: _Run, met: Met) -> None:
        super().__init__()
        self.run, self.met = run, met
        model = run.model
        self.needed = [*model.start.values(), *model.present.values()]
        self.needed += [var for block in model.blocks for var in block.use.values()]

    def on_solution_callback(self) -> None:
        self.met(self.run.found({var.index: self.value(var) for var in self.needed}))


def _deal(model: ExactModel, start: dict[int, int], values: dict[int, int]) -> dict[int, int]:
    """Entries for the slots: counted classes are dealt out in the order of starts."""
    free_at: dict[int, int] = {}
    picks: dict[int, int] = {s: NONE for block in model.blocks for s in block.slots}
    for block in sorted(model.blocks, key=lambda b: start[b.activity]):
        begin = start[block.activity]
        if begin == NONE:
            continue
        end = begin + int(model.m.act[block.activity]["dur"])
        chosen: list[int] = []
        for members, var in block.use.items():
            count = values[var.index]
            if len(members) == 1:
                chosen += list(members) * count
                continue
            row = model.m.res[members[0]]
            idle = [r for r in members if free_at.get(r, 0) <= begin][:count]
            free_at.update(dict.fromkeys(idle, end + int(row["lead"] + row["tail"])))
            chosen += idle
        _seat(model, block.slots, [block.entry[r] for r in chosen], picks)
    return picks


def _seat(model: ExactModel, slots: list[int], offsets: list[int], picks: dict[int, int]) -> None:
    """Published picks keep their slot; the others take what is left."""
    slot_rows = model.m.slot
    rest = list(offsets)
    later: list[int] = []
    for s in slots:
        keep = int(slot_rows[s]["keep_cand"])
        offset = keep - int(slot_rows[s]["cand_from"])
        if keep != NONE and offset in rest:
            picks[s] = keep
            rest.remove(offset)
        else:
            later.append(s)
    for s, offset in zip(later, rest, strict=False):
        picks[s] = int(slot_rows[s]["cand_from"]) + offset


def _sum(terms: list[tuple[int, cp_model.IntVar]]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum([v for _, v in terms], [c for c, _ in terms])


def _most(terms: list[tuple[int, cp_model.IntVar]]) -> int:
    return sum(c * max(v.proto.domain) for c, v in terms)


def run_stoppable(
    solver: cp_model.CpSolver, cp: cp_model.CpModel, stopped: Stopped, met: _Meeting | None
) -> int:
    """Solve, asking every twentieth of a second whether to stop."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            if stopped():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return int(solver.solve(cp, met))
    finally:
        done.set()
        watcher.join()
