"""Simulated annealing over penalties (compiled): broken rules cost, so that the way is never shut.

Only plans that break nothing count as best; the temperature falls with the share of the run that
is over, so that a run of any length ends cool.
"""

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.

from __future__ import annotations

import numpy as np

from .arrays import HARD, UNMET, Ints, Model, State
from .construction import Weights, copy, fill, weighted
from .kernels import enter_all, leave_all, shift
from .machine_code import entry, kernel
from .moves import (
    Lists,
    Trial,
    any_start,
    draw,
    propose_group,
    propose_pick,
    propose_start,
    propose_swap,
    propose_take,
    propose_team,
)

FAR_BELOW = -30.0


@kernel
def accept(x: Lists, rise: float, temperature: float) -> bool:
    """Metropolis: always what is no worse, sometimes what is."""
    if rise <= 0:
        return True
    exponent = -rise / temperature
    if exponent < FAR_BELOW:
        return False
    return draw(x, 1 << 30) < np.exp(exponent) * (1 << 30)


@kernel
def propose(m: Model, st: State, x: Lists, trial: Trial) -> None:
    """One move of a kind drawn by lot."""
    trial.sizes[:] = 0
    kind = draw(x, 100)
    if kind < 35 or len(x.choice) == 0:
        if kind % 4 == 3:
            propose_swap(m, st, x, trial)
        else:
            propose_start(m, st, x, trial)
    elif kind < 70:
        propose_pick(m, st, x, trial)
    elif kind < 82:
        propose_take(m, st, x, trial)
    elif kind < 90:
        propose_team(m, st, x, trial)
    else:
        propose_group(m, st, x, trial)


@kernel
def exchange(st: State, trial: Trial) -> None:
    """Exchange the picks that the trial holds with those that the state has; twice is nothing."""
    for k in range(trial.sizes[1]):
        s = trial.slot[k]
        st.pick[s], trial.pick[k] = trial.pick[k], st.pick[s]


@kernel
def add(total: Ints, out: Ints) -> None:
    for level in range(len(total)):
        total[level] += out[level]


@kernel
def try_move(m: Model, st: State, x: Lists, trial: Trial, w: Weights, temperature: float) -> bool:
    """Make the proposed changes, and undo them unless they are accepted."""
    out, count = st.scratch[3], trial.sizes[0]
    out[:] = 0
    for k in range(count):
        if st.start[trial.act[k]] < 0:
            return False
    for k in range(count):
        a = trial.act[k]
        shift(m, st, a, out, -1)
        trial.old[k], st.start[a] = st.start[a], -1  # so that pairs are not counted twice
    exchange(st, trial)
    for k in range(count):
        st.start[trial.act[k]] = trial.start[k]
        shift(m, st, trial.act[k], out, 1)
    if accept(x, weighted(out, w), temperature):
        add(st.total, out)
        return True
    for k in range(count):
        leave_all(m, st, trial.act[k])
    exchange(st, trial)
    for k in range(count):
        st.start[trial.act[k]] = trial.old[k]
        enter_all(m, st, trial.act[k])
    return False


@kernel
def reinsert(m: Model, st: State, x: Lists, a: int, w: Weights, temperature: float) -> bool:
    """Another start for one activity, with the best picks there; it may have been unmet."""
    out, before = st.scratch[4], st.start[a]
    begin, end = m.act[a].slot_from, m.act[a].slot_to
    out[:] = 0
    shift(m, st, a, out, -1)
    for s in range(begin, end):
        st.saved[s] = st.pick[s]
    st.start[a] = any_start(m, x, a)
    if fill(m, st, a, w, out, False):
        if accept(x, weighted(out, w), temperature):
            add(st.total, out)
            return True
        leave_all(m, st, a)
    st.start[a] = before
    for s in range(begin, end):
        st.pick[s] = st.saved[s]
    enter_all(m, st, a)
    return False


@kernel
def drop(m: Model, st: State, x: Lists, a: int, w: Weights, temperature: float) -> bool:
    """Leave an activity unmet."""
    out, before = st.scratch[4], st.start[a]
    out[:] = 0
    shift(m, st, a, out, -1)
    st.start[a] = -1
    shift(m, st, a, out, 1)
    if accept(x, weighted(out, w), temperature):
        add(st.total, out)
        return True
    st.start[a] = before
    enter_all(m, st, a)
    return False


@kernel
def step(m: Model, st: State, x: Lists, trial: Trial, w: Weights, temperature: float) -> bool:
    """One move: mostly small and blind, now and then a thoughtful reinsertion."""
    lot = draw(x, 64)
    if lot == 0 or (st.total[UNMET] > 0 and lot < 4):
        a = x.free[draw(x, len(x.free))]
        if lot == 0 and st.start[a] >= 0 and draw(x, 8) == 0:
            return drop(m, st, x, a, w, temperature)
        return reinsert(m, st, x, a, w, temperature)
    propose(m, st, x, trial)
    return trial.sizes[0] > 0 and try_move(m, st, x, trial, w, temperature)


@kernel
def keep_best(st: State, best_start: Ints, best_pick: Ints, best_total: Ints) -> None:
    copy(st.start, best_start, 0, len(best_start))
    copy(st.pick, best_pick, 0, len(best_pick))
    copy(st.total, best_total, 0, len(best_total))


@entry
def anneal(
    m: Model,
    st: State,
    x: Lists,
    trial: Trial,
    w: Weights,
    best_start: Ints,
    best_pick: Ints,
    best_total: Ints,
    schedule: Weights,
) -> int:
    """Run ``schedule[0]`` steps, the temperature falling from ``schedule[1]`` to ``[2]``.

    ``schedule[3]`` is the amount of broken rules among facts that no move can mend. Answers how
    many moves were accepted.
    """
    steps = int(schedule[0])
    fall = (schedule[2] / schedule[1]) ** (1.0 / max(1, steps))
    temperature, taken, fresh = schedule[1], 0, True
    least = weighted(best_total, w)
    for _ in range(steps):
        if fresh and st.total[HARD] == schedule[3]:
            value = weighted(st.total, w)
            if value < least:
                least = value
                keep_best(st, best_start, best_pick, best_total)
        fresh = step(m, st, x, trial, w, temperature)
        taken += fresh
        temperature *= fall
    return taken
