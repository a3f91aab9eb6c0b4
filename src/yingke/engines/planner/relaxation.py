"""A project without its people: starts only, with how much of each skill can be at work at once.

By Hall's theorem the people at a moment suffice for the activities under way if no set of roles
asks for more people than could serve in any of them. Who they are is left open, so alike people
make no difference, and the least length is a bound for the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .arrays import NONE, Ints, Model
from .effort import Effort, Stopped

MOST_KINDS = 8

Kind = frozenset[int]
"""Those who could serve in a role."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Starts of all activities, and a length that no plan can beat."""

    start: Ints
    bound: int


def solve_relaxed(m: Model, effort: Effort, stopped: Stopped) -> Relaxed | None:
    """The shortest project of one weighted group; None if no starts were found in time."""
    from ortools.sat.python import cp_model

    from .levels import run_stoppable

    cp = cp_model.CpModel()
    domains = [m.dom[row["dom_from"] : row["dom_to"]].tolist() for row in m.act]
    if not all(domains):
        return None
    start = [cp.new_int_var_from_domain(cp_model.Domain.from_values(d), "") for d in domains]
    length = m.act["dur"].tolist()
    spans = [
        cp.new_fixed_size_interval_var(first, size, "")
        for first, size in zip(start, length, strict=True)
    ]
    for a, row in enumerate(m.act):
        for link in m.link[row["link_from"] : row["link_to"]]:
            if link["first"]:
                gap = start[int(link["b"])] - start[a] - length[a]
                cp.add(gap >= int(link["least"]))
                if link["most"] != NONE:
                    cp.add(gap <= int(link["most"]))
    for needs, capacity in _limits(m):
        chosen = np.flatnonzero(needs).tolist()
        cp.add_cumulative([spans[a] for a in chosen], needs[chosen].tolist(), capacity)
    last = cp.new_int_var(0, 2 * m.size, "")
    for a in np.flatnonzero(m.act["final"] != NONE).tolist():
        cp.add(last >= start[a] + length[a])
    cp.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = effort.seconds
    if effort.deterministic is not None:
        solver.parameters.max_deterministic_time = effort.deterministic
        solver.parameters.max_time_in_seconds = 1e6
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    status = run_stoppable(solver, cp, stopped, None)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    bound = int(np.ceil(solver.best_objective_bound - 1e-6))
    return Relaxed(np.array([solver.value(t) for t in start], dtype=np.int64), bound)


def _limits(m: Model) -> Iterator[tuple[Ints, int]]:
    """For each set of roles what the activities ask of it, and how many there are to serve."""
    asked: dict[Kind, Ints] = {}
    for slot in m.slot:
        who = frozenset(m.cand["res"][slot["cand_from"] : slot["cand_to"]].tolist())
        if slot["skip"] == NONE and all(m.res[r]["pool"] == NONE for r in who):
            asked.setdefault(who, np.zeros(len(m.act), dtype=np.int64))[slot["act"]] += 1
    kinds = list(asked)
    if len(kinds) > MOST_KINDS:
        kinds = sorted(kinds, key=lambda kind: len(kind) / asked[kind].sum())[:MOST_KINDS]
    unions = {
        frozenset().union(*chosen)
        for size in range(1, len(kinds) + 1)
        for chosen in combinations(kinds, size)
    }
    for union in sorted(unions, key=len):
        inside = [kind for kind in asked if kind <= union]
        needs = sum((asked[kind] for kind in inside), np.zeros(len(m.act), dtype=np.int64))
        if needs.sum() > len(union):
            yield needs, len(union)
