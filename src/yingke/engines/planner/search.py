"""One part of a problem on its way from nothing to its best plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .arrays import HARD, NONE, UNMET, Ints, State, empty_state
from .boards import suits
from .bounds import lower_bound
from .compiling import Compiled
from .construction import (
    drop_broken,
    greedy_weights,
    insert_all,
    insertion_order,
    packing_weights,
)
from .effort import Effort, Found, apply
from .kernels import rebuild
from .neighbourhoods import Neighbourhoods, group_numbers
from .plans import Limits, Score
from .small import is_small
from .walks import Span, walk_annealing, walk_attending, walk_ejecting, walk_recreating

Report = Callable[["Search", str], bool]
"""Told of the search and what is at work; answers whether to go on."""

Draw = Callable[[Ints, Ints, int], list[int]]
"""Which activities to free, from starts, picks and the number of the turn."""

STEPS_OF_EFFORT = 1000
DETERMINISTIC_OF_EFFORT = 0.002
EXACT_ACTIVITIES = 60
EXACT_SURE, EXACT_SHARE = 30, 0.25
"""Up to this many activities the exact method gets all the time, else this share of it."""
LEAST = 0.2
"""Seconds for the exact method when loading it has used up the time."""
MOST_TURNS = 20
"""Neighbourhoods that are freed where effort is counted."""
EXACT_CANDIDATES = 6000
EXACT_OVERLAPS = 150
EXACT_FAIRNESS = 400
SOFT_SHARE = 0.95
SMALL, SMALL_ROUNDS = 100, (0.34, 0.5)
"""The share of the time that annealing gets where overlaps of attendances rule, in one long walk,
and those of the time left where little is to be placed, in several: one may end in a bad place."""
EJECTED, SERVED, ANNEALED = 0.2, 0.4, (0.97, 0.8)
"""The shares of the time within which ejection, and of the rest recreation, must have served
everything, and of what then is left that annealing gets: when all is served, and before what is
unmet has another turn."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the run's limits that goes to one part of the problem."""

    limits: Limits
    share: float

    def seconds(self) -> float:
        return self.limits.seconds * self.share

    def steps(self) -> int | None:
        if self.limits.effort is None:
            return None
        return max(1, round(self.limits.effort * self.share)) * STEPS_OF_EFFORT


class Search:
    """Holds the best plan found so far, as arrays, with its score and bound."""

    def __init__(self, compiled: Compiled, share: Share, report: Report | None = None) -> None:
        self.compiled, self.m, self.share = compiled, compiled.model, share
        self.report = report or (lambda _search, _phase: True)
        self.begun = time.monotonic()
        self.group_of = group_numbers(compiled)
        self.random = np.random.default_rng(share.limits.seed)
        self.small = is_small(self.m)
        self.facts = self._facts()
        self.start: Ints = np.full(len(self.m.act), NONE, dtype=np.int64)
        self.pick: Ints = np.full(len(self.m.slot), NONE, dtype=np.int64)
        self.total: Ints = empty_state(self.m).total
        self.built, self.rounds = False, 0
        self.proved = False
        self.bound = lower_bound(self.m)
        self.cancelled = False

    def _facts(self) -> int:
        """Rules that are broken among frozen activities alone, and so for good."""
        st = empty_state(self.m)
        frozen = np.flatnonzero(self.m.act["frozen"]).astype(np.int64)
        insert_all(self.m, st, frozen, greedy_weights())
        return int(st.total[HARD])

    def left(self) -> float:
        return self.share.seconds() - (time.monotonic() - self.begun)

    def tell(self, phase: str) -> bool:
        """Report; whether to go on: nobody has cancelled, and a better plan may exist."""
        if not self.cancelled and not self.report(self, phase):
            self.cancelled = True
        return not self.cancelled and not self.is_best()

    def is_best(self) -> bool:
        """Whether the plan is proved, or meets the bound that it would have to beat."""
        self.proved = self.proved or (self.built and self.score() == self.bound)
        return self.proved

    def score(self) -> Score:
        return Score(*(int(x) for x in self.total[1:]))

    def state(self, without: list[int] | None = None) -> State:
        """The best plan as a state, with the activities named left out."""
        st = empty_state(self.m)
        st.start[:] = self.start
        st.pick[:] = self.pick
        if without:
            st.start[without] = NONE
        rebuild(self.m, st)
        return st

    def offer(self, st: State) -> bool:
        """Take the state if it breaks nothing and is better than the best."""
        if int(st.total[HARD]) > self.facts or tuple(st.total[1:]) >= tuple(self.total[1:]):
            return False
        self.start, self.pick, self.total = st.start.copy(), st.pick.copy(), st.total.copy()
        return True

    def construct(self) -> None:
        """The first plan: packed, so that much is served, then with an eye to what is preferred."""
        order = insertion_order(self.m, self.group_of)
        for weights in (packing_weights(), greedy_weights()):
            st = empty_state(self.m)
            insert_all(self.m, st, order, weights)
            if not self.built:
                self.start, self.pick, self.total = st.start, st.pick, st.total
            self.offer(st)
            self.built = True
            self.tell("construction")
            if self.is_best():
                return

    def span(self, seconds: float, steps: int | None, *, until_served: bool = False) -> Span:
        """The same seed never walks the same way twice in a run."""
        self.rounds += 1
        limits = self.share.limits
        seed = limits.seed + 104_729 * self.rounds
        return Span(seconds, steps, seed, limits.workers, until_served)

    def recreate(self, seconds: float, turns: int | None) -> None:
        """Ruin and recreate for a time, or for a number of turns, until everything is served."""
        walk_recreating(self, self.span(seconds, turns, until_served=True))

    def eject(self, seconds: float, turns: int | None) -> None:
        """Put the unmet in, and take out who is in the way, until everything is served."""
        walk_ejecting(self, self.span(seconds, turns, until_served=True))

    def fits_exact(self) -> bool:
        """Whether the exact method is the better one for the whole part."""
        m = self.m
        return bool(
            len(m.act) <= EXACT_ACTIVITIES
            and len(m.cand) <= EXACT_CANDIDATES
            and (m.pair["soft"] > 0).sum() <= 2 * EXACT_OVERLAPS
            and m.res["fair"].sum() * len(m.act) <= EXACT_FAIRNESS * 10
        )

    def effort(self, seconds: float, part: float = 1.0) -> Effort:
        steps = self.share.steps()
        deterministic = None
        if steps is not None:
            deterministic = max(0.05, steps / STEPS_OF_EFFORT * DETERMINISTIC_OF_EFFORT * part)
        limits = self.share.limits
        workers = 1 if steps is not None else limits.workers
        return Effort(seconds, deterministic, workers, limits.seed)

    def exact(self, free: list[int], effort: Effort) -> bool:
        """Place the activities anew, as well as can be; True when that is proved."""
        from .levels import solve_free  # loads OR-Tools, for which a first plan need not wait

        if effort.deterministic is None:
            effort = replace(effort, seconds=min(effort.seconds, max(self.left(), LEAST)))
        hint = self.state()
        whole = len(free) == len(self.m.act) - int(self.m.act["frozen"].sum())
        found = solve_free(
            self.compiled,
            self.state(without=free),
            hint,
            free,
            effort,
            lambda: not self.tell("exact"),
            self._take if whole else None,
        )
        if found is None:
            return False
        self._take(found)
        if whole:
            self._bound(found.bound, proved=found.proved)
        return found.proved

    def _take(self, found: Found) -> None:
        start, pick = self.start.copy(), self.pick.copy()
        apply(found, start, pick)
        self.take(start, pick)

    def take(self, start: Ints, pick: Ints) -> bool:
        """Offer a plan by its starts and picks."""
        st = empty_state(self.m)
        st.start[:], st.pick[:] = start, pick
        rebuild(self.m, st)
        return self.offer(st)

    def _bound(self, bound: tuple[int, ...], *, proved: bool) -> None:
        if proved:
            self.bound, self.proved = self.score(), True
        elif bound:
            self.bound = max(self.bound, Score(*bound))

    def is_soft(self) -> bool:
        """Whether overlaps of attendances rule the part; annealing then needs gentler rules."""
        return bool((self.m.pair["soft"] > 0).sum() > 2 * EXACT_OVERLAPS)

    def anneal(self, seconds: float, steps: int | None) -> None:
        """Local search for a time, or for a number of steps."""
        st = walk_annealing(self, self.span(seconds, steps), gentle=self.is_soft())
        if st is not None:
            self.mend(st)

    def attend(self, seconds: float, steps: int | None) -> None:
        """Local search on a board, for parts that it suits."""
        walk_attending(self, self.span(seconds, steps))

    def anneal_soft(self, seconds: float, steps: int | None) -> None:
        """Local search where overlaps of attendances rule: on a board if that suits the part; then,
        or when no plan that serves everything was met in half of the time, over penalties."""
        if suits(self.m) and not self.facts:
            served = not self.total[UNMET]
            self.attend(seconds if served else seconds / 2, steps)
            if not self.total[UNMET]:
                return
            seconds = min(seconds / 2, self.left())
        self.anneal(seconds, steps)

    def mend(self, st: State) -> None:
        """What the walk ended with, less what breaks rules, plus what then fits."""
        order = np.argsort(self.m.act["unmet"], kind="stable").astype(np.int64)
        drop_broken(self.m, st, order)
        insert_all(self.m, st, insertion_order(self.m, self.group_of), greedy_weights())
        self.offer(st)

    def large_neighbourhoods(self, turns: int | None, draw: Draw | None = None) -> None:
        """Free some activities, place them anew exactly, keep what is better; a number of times,
        or until the time is over."""
        draw = draw or Neighbourhoods(self.compiled, self.group_of, self.random).draw
        turn = 0
        while self.lasts(turn, turns) and self.tell("neighbourhoods"):
            free = draw(self.start, self.pick, turn)
            if free:
                seconds = min(1.0, max(0.05, self.left()))
                self.exact(free, self.effort(seconds, 0.05))
            turn += 1

    def run(self) -> None:
        """The whole way."""
        self.construct()
        movable = [int(a) for a in np.flatnonzero(self.m.act["frozen"] == 0)]
        if not movable:
            self.bound, self.proved = self.score(), True
        if self.is_best():
            return
        steps = self.share.steps()
        share = EXACT_SHARE if len(movable) > EXACT_SURE else 1.0
        if self.fits_exact() and self.exact(movable, self.effort(self.left() * share, share)):
            return
        if self.small or not self.lasts(0, steps):
            self.large_neighbourhoods(self.turns())
            return
        if steps is not None:
            self.eject(0.0, steps // 200)
            self.recreate(0.0, steps // 200)
            local_search = self.anneal_soft if self.is_soft() else self.anneal
            local_search(0.0, steps)
            self.large_neighbourhoods(self.turns())
            return
        if self.is_soft():
            self.anneal_soft(self.left() * SOFT_SHARE, None)
        else:
            self.eject(self.left() * EJECTED, None)
            self.recreate(self.left() * SERVED, None)
            for share in SMALL_ROUNDS if len(movable) <= SMALL else ():
                self.anneal(self.left() * share, None)
            self.anneal(self.left() * ANNEALED[int(self.total[UNMET] > 0)], None)
            self.recreate(self.left() * 0.7, None)
        self.large_neighbourhoods(None)

    def turns(self) -> int | None:
        """Neighbourhoods to free where effort is counted."""
        steps = self.share.steps()
        return None if steps is None else min(MOST_TURNS, steps // STEPS_OF_EFFORT)

    def lasts(self, turn: int, turns: int | None) -> bool:
        """Whether another turn is due, by their number or by the clock."""
        return self.left() > 0.05 if turns is None else turn < turns
