"""What could be under way at once, and the bounds on an exact model that follow from it.

None of this changes which plans are allowed: it is implied by the other rules, and it is what lets
the solver prove that a plan with scarce skills cannot be shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from .arrays import NONE, Ints
from .exact import Block, ExactModel
from .openings import duration

Flags = npt.NDArray[np.bool_]

MOST_KINDS = 6
MOST_SETS = 5000
"""More sets of activities than this are not listed; the bound is then left out."""

SCALES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 60, 120)
"""Denominators tried for the weights before they are rounded down."""

ROUNDED = 10_000
EXACTLY = 1e-6


def add_bounds(model: ExactModel) -> None:
    """Bounds on what can be done at once, for roles that share people or things used singly."""
    plain = [
        block
        for block in model.blocks
        if block.entry
        and not block.optional
        and all(model.m.res[r]["pool"] == NONE for r in block.entry)
    ]
    kinds = list(dict.fromkeys(frozenset(block.entry) for block in plain))
    if len(kinds) > MOST_KINDS:
        return
    unions = dict.fromkeys(
        frozenset().union(*chosen)
        for size in range(1, len(kinds) + 1)
        for chosen in combinations(kinds, size)
    )
    needs = _Needs.of(model, plain, list(unions))
    for union in range(len(unions)):
        _cumulative(model, needs.demand[:, union], int(needs.size[union]))
    if any(model.m.act[a]["final"] != NONE for a in model.free):
        _weighted(model, needs)


@dataclass(frozen=True, slots=True)
class _Needs:
    """For the free activities, in their order: what each asks of each set of resources at least
    (``demand``, one column for each set), how large the sets are, and which two never overlap."""

    demand: Ints
    size: Ints
    apart: Flags

    @classmethod
    def of(cls, model: ExactModel, plain: list[Block], unions: list[frozenset[int]]) -> _Needs:
        row = {a: n for n, a in enumerate(model.free)}
        demand = np.zeros((len(row), len(unions)), dtype=np.int64)
        for column, union in enumerate(unions):
            for block in plain:
                if union.issuperset(block.entry):
                    demand[row[block.activity], column] += len(block.slots)
        size = np.array([len(union) for union in unions], dtype=np.int64)
        return cls(demand, size, _apart(model, row))


def _apart(model: ExactModel, row: dict[int, int]) -> Flags:
    """Pairs that order or a shared participant keeps from overlapping."""
    before = np.zeros((len(row), len(row)), dtype=bool)
    both = before.copy()
    for a in model.free:
        act = model.m.act[a]
        for link in model.m.link[act["link_from"] : act["link_to"]]:
            if link["first"] and link["least"] >= 0 and int(link["b"]) in row:
                before[row[a], row[int(link["b"])]] = True
        for pair in model.m.pair[act["pair_from"] : act["pair_to"]]:
            if pair["hard"] > 0 and int(pair["b"]) in row:
                both[row[a], row[int(pair["b"])]] = True
    if model.serve_all:
        for middle in range(len(row)):
            before |= before[:, middle : middle + 1] & before[middle : middle + 1, :]
    return np.asarray(before | before.T | both)


def _cumulative(model: ExactModel, demands: Ints, capacity: int) -> None:
    chosen = [(a, int(need)) for a, need in zip(model.free, demands, strict=True) if need > 0]
    if len(chosen) < 2 or sum(need for _, need in chosen) <= capacity:
        return
    intervals = [
        model.cp.new_optional_fixed_size_interval_var(
            model.start[a], duration(model.m, a), model.present[a], ""
        )
        for a, _ in chosen
    ]
    model.cp.add_cumulative(intervals, [need for _, need in chosen], capacity)


def _weighted(model: ExactModel, needs: _Needs) -> None:
    """Weights such that what can be done at once never weighs more than one, and that all
    activities together weigh as long as they can (Mingozzi et al., 1998, as a constraint)."""
    from scipy.optimize import linprog  # takes a second to load, and few problems need it

    sets = _sets(needs)
    if sets is None:
        return
    lengths = np.array([duration(model.m, a) for a in model.free], dtype=np.float64)
    answer = linprog(np.ones(sets.shape[1]), A_ub=-sets, b_ub=-lengths, method="highs")
    if answer.status != 0:
        return
    weights, one = _whole(-answer.ineqlin.marginals)
    if (weights @ sets).max() <= one:
        _cumulative(model, weights, one)


def _sets(needs: _Needs) -> Ints | None:
    """Activities that could be under way at once, one column of 0 and 1 for each set of them."""
    count = len(needs.demand)
    found: list[list[int]] = []

    def extend(members: list[int], load: Ints, first: int) -> None:
        for n in range(first, count):
            if len(found) > MOST_SETS:
                return
            more = load + needs.demand[n]
            if not needs.apart[n, members].any() and (more <= needs.size).all():
                found.append([*members, n])
                extend(found[-1], more, n + 1)

    extend([], np.zeros_like(needs.size), 0)
    if not found or len(found) > MOST_SETS:
        return None
    table = np.zeros((count, len(found)), dtype=np.int64)
    for column, members in enumerate(found):
        table[members, column] = 1
    return table


def _whole(weights: npt.NDArray[np.float64]) -> tuple[Ints, int]:
    """The weights as whole numbers, and what then stands for one."""
    for scale in SCALES:
        scaled = weights * scale
        if np.abs(scaled - np.rint(scaled)).max() < EXACTLY:
            return np.rint(scaled).astype(np.int64), scale
    return np.floor(weights * ROUNDED).astype(np.int64), ROUNDED
