"""One part of a problem on its way from nothing to its best plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from .annealing import anneal
from .arrays import HARD, NONE, Ints, Longs, State, empty_state
from .compiling import Compiled, compile_problem
from .construction import drop_broken, greedy_weights, insert_all, insertion_order
from .kernels import rebuild
from .levels import Effort, apply, solve_free
from .moves import empty_trial, lists_of
from .neighbourhoods import Neighbourhoods, group_numbers
from .plans import Limits, Score
from .recreation import recreate
from .values import Activity, Problem, Requirement, Resource

Report = Callable[["Search", str], bool]
"""Told of the search and what is at work; answers whether to go on."""

STEPS_OF_EFFORT = 1000
DETERMINISTIC_OF_EFFORT = 0.002
CHUNK = 20_000
EXACT_ACTIVITIES = 60
EXACT_CANDIDATES = 6000
EXACT_OVERLAPS = 150
EXACT_FAIRNESS = 400
HOT, COLD = 30.0, 0.02
ANNEALED = 0.7
"""The share of the time that annealing gets where the exact method and recreation help too."""
PENALTIES = np.array([30.0, 3.0, 10.0, 1.0, 0.01])
"""What a grain of broken rule and a point of each level weigh while annealing."""
GENTLE, GENTLE_COLD = np.array([10.0, 3.0, 10.0, 1.0, 0.01]), 0.3
"""The same, and the last temperature, where overlaps of attendances rule."""


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


@lru_cache(maxsize=1)
def ready() -> None:
    """Compile the search, or load it from the cache, so that no run's clock pays for it."""
    start = datetime.fromisoformat("2026-01-01T00:00")
    activities = tuple(
        Activity(name, 1, requires=(Requirement("who", continuity=True),)) for name in "ab"
    )
    problem = Problem(start, start + timedelta(minutes=4), 1, activities, (), (Resource("x"),))
    search = Search(compile_problem(problem), Share(Limits(effort=1), 1.0))
    search.construct()
    search.recreate(lambda turn: turn < 1)
    search.anneal(0.0, 20)


class Search:
    """Holds the best plan found so far, as arrays, with its score and bound."""

    def __init__(self, compiled: Compiled, share: Share, report: Report | None = None) -> None:
        self.compiled, self.m, self.share = compiled, compiled.model, share
        self.report = report or (lambda _search, _phase: True)
        self.begun = time.monotonic()
        self.group_of = group_numbers(compiled)
        self.random = np.random.default_rng(share.limits.seed)
        self.facts = self._facts()
        self.start: Ints = np.full(len(self.m.act), NONE, dtype=np.int32)
        self.pick: Ints = np.full(len(self.m.slot), NONE, dtype=np.int32)
        self.total: Longs = empty_state(self.m).total
        self.proved = False
        self.bound = Score()
        self.cancelled = False

    def _facts(self) -> int:
        """Rules that are broken among frozen activities alone, and so for good."""
        st = empty_state(self.m)
        frozen = np.flatnonzero(self.m.act["frozen"]).astype(np.int32)
        insert_all(self.m, st, frozen, greedy_weights())
        return int(st.total[HARD])

    def left(self) -> float:
        return self.share.seconds() - (time.monotonic() - self.begun)

    def tell(self, phase: str) -> bool:
        if not self.cancelled and not self.report(self, phase):
            self.cancelled = True
        return not self.cancelled

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
        self.start, self.pick = st.start.copy(), st.pick.copy()
        self.total = st.total.copy()
        return True

    def construct(self) -> None:
        """The first plan."""
        st = empty_state(self.m)
        order = insertion_order(self.m, self.group_of)
        insert_all(self.m, st, order, greedy_weights())
        self.start, self.pick, self.total = st.start.copy(), st.pick.copy(), st.total.copy()
        self.tell("construction")

    def recreate(self, until: Callable[[int], bool]) -> None:
        """Ruin and recreate: visits that are near each other, inserted in another order."""
        m, st = self.m, self.state()
        around = Neighbourhoods(self.compiled, self.group_of, self.random)
        old_start, old_pick = self.start.copy(), self.pick.copy()
        weights, turn = greedy_weights(), 0
        while until(turn) and (turn % 16 or self.tell("ruin and recreate")):
            members, since = around.visits(st.start)
            if recreate(m, st, members, since, weights, old_start, old_pick):
                self.offer(st)
            turn += 1

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
        hint = self.state()
        found = solve_free(
            self.compiled,
            self.state(without=free),
            hint,
            free,
            effort,
            lambda: not self.tell("exact"),
        )
        if found is None:
            return False
        st = empty_state(self.m)
        st.start[:], st.pick[:] = self.start, self.pick
        apply(found, st.start, st.pick)
        rebuild(self.m, st)
        self.offer(st)
        if len(free) == len(self.m.act) - int(self.m.act["frozen"].sum()):
            self._bound(found.bound, proved=found.proved)
        return found.proved

    def _bound(self, bound: tuple[int, ...], *, proved: bool) -> None:
        if proved:
            self.bound, self.proved = self.score(), True
        elif bound:
            self.bound = Score(*bound)

    def is_soft(self) -> bool:
        """Whether overlaps of attendances rule the part; annealing then needs gentler rules."""
        return bool((self.m.pair["soft"] > 0).sum() > 2 * EXACT_OVERLAPS)

    def anneal(self, seconds: float, steps: int | None) -> None:
        """Local search for a time, or for a number of steps."""
        m, st = self.m, self.state()
        lists, trial = lists_of(m, self.group_of, self.share.limits.seed), empty_trial()
        if not len(lists.free):
            return
        best_total = self.total.copy()
        best_start, best_pick = self.start.copy(), self.pick.copy()
        begun, done = time.monotonic(), 0.0
        cool, penalties = (GENTLE_COLD, GENTLE) if self.is_soft() else (COLD, PENALTIES)
        chunk = CHUNK if steps is None else max(1, min(CHUNK, steps // 20))
        while done < 1.0 and self.tell("local search"):
            hot = HOT * (cool / HOT) ** done
            ahead = min(1.0, done + (0.01 if steps is None else chunk / steps))
            cold = HOT * (cool / HOT) ** ahead
            schedule = np.array([chunk, hot, cold, self.facts], dtype=np.float64)
            anneal(m, st, lists, trial, penalties, best_start, best_pick, best_total, schedule)
            done = ahead if steps else min(1.0, (time.monotonic() - begun) / max(seconds, 1e-9))
            if tuple(best_total[1:]) < tuple(self.total[1:]):
                self.start, self.pick = best_start.copy(), best_pick.copy()
                self.total = best_total.copy()
        self._mend(st)

    def _mend(self, st: State) -> None:
        """What the walk ended with, less what breaks rules, plus what then fits."""
        order = np.argsort(self.m.act["unmet"], kind="stable").astype(np.int32)
        drop_broken(self.m, st, order)
        insert_all(self.m, st, insertion_order(self.m, self.group_of), greedy_weights())
        self.offer(st)

    def large_neighbourhoods(self, until: Callable[[int], bool]) -> None:
        """Free some activities, place them anew exactly, keep what is better; again and again."""
        around = Neighbourhoods(self.compiled, self.group_of, self.random)
        turn = 0
        while until(turn) and self.tell("neighbourhoods"):
            free = around.draw(self.start, self.pick, turn)
            if free:
                seconds = min(1.0, max(0.05, self.left()))
                effort = self.effort(seconds, 0.05)
                self.exact(free, effort)
            turn += 1

    def run(self) -> None:
        """The whole way."""
        self.construct()
        movable = [int(a) for a in np.flatnonzero(self.m.act["frozen"] == 0)]
        if not movable:
            self.bound, self.proved = self.score(), True
            return
        steps = self.share.steps()
        if self.fits_exact() and self.exact(movable, self.effort(self.left())):
            return
        if steps is not None:
            self.recreate(lambda turn: turn < steps // 200)
            self.anneal(0.0, steps)
            turns = min(20, steps // STEPS_OF_EFFORT)
            self.large_neighbourhoods(lambda turn: turn < turns)
            return
        soft = self.is_soft()
        if not soft:
            whole = self.left()
            self.recreate(lambda _turn: self.score().unmet > 0 and self.left() > 0.7 * whole)
        self.anneal(self.left() * (0.95 if soft else ANNEALED), None)
        if not soft:
            whole = self.left()
            self.recreate(lambda _turn: self.left() > 0.3 * whole)
        self.large_neighbourhoods(lambda _turn: self.left() > 0.05)
