"""Planning from the outside: check, split, solve each part, put the answer together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .answers import placed_of, unmet_of
from .compiling import Kept, compile_problem
from .disturbance import kept_in
from .eligibility import priority, tiers_of
from .explaining import explained
from .issues import ProblemError
from .parts import Executor, InProcess, split
from .plans import PREPARING, Limits, Listener, Placed, Plan, Progress, Score, Unmet
from .readiness import ready
from .search import Report, Search, Share
from .sequencing import is_project, run_project
from .small import ACTIVITIES, is_small
from .validation import issues_of, warnings_of
from .values import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """One part as a task that can be sent elsewhere."""

    problem: Problem
    kept: Mapping[str, Kept]
    share: Share
    listener: Listener | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer for one part."""

    placed: tuple[Placed, ...]
    unmet: tuple[Unmet, ...]
    score: Score
    bound: Score
    proved: bool


def solve(
    problem: Problem,
    *,
    limits: Limits | None = None,
    listener: Listener | None = None,
    executor: Executor | None = None,
    explain: bool = True,
) -> Plan:
    """Plan who, where and when. Raises ``ProblemError`` with all that is wrong with the input.

    ``listener`` hears of progress while the parts are solved in this process; with an
    ``executor`` elsewhere it hears of each finished part.
    """
    issues = issues_of(problem)
    if issues:
        raise ProblemError(issues)
    parts = split(problem)
    if any(len(part.activities) > ACTIVITIES for part in parts):
        ready(waiting(problem, listener))
    begun = time.monotonic()
    kept = kept_in(problem)
    total = sum(len(part.activities) for part in parts) or 1
    chosen = limits or Limits()
    conductor = _Conductor(problem, listener, begun)
    tasks = [
        Part(
            part,
            {a.id: kept[a.id] for a in part.activities if a.id in kept},
            Share(chosen, len(part.activities) / total),
            conductor if executor is None and listener is not None else None,
        )
        for part in parts
    ]
    solved = [conductor.done(s) for s in (executor or InProcess()).map(solve_part, tasks)]
    plan = joined(problem, solved, time.monotonic() - begun)
    plan = replace(plan, warnings=tuple(map(str, warnings_of(problem))))
    return explained(problem, plan, set()) if explain else plan


def solve_part(part: Part) -> Solved:
    """Solve one part; module level, so that it can run in another process."""
    compiled = compile_problem(part.problem, part.kept)
    if not is_small(compiled.model):
        ready(waiting(part.problem, part.listener))
    search = Search(compiled, part.share, reporter(part.listener))
    if is_project(compiled.model):
        run_project(search)
    else:
        search.run()
    return solved_of(search)


def solved_of(search: Search) -> Solved:
    """The best that a search has found, in the words of the problem."""
    start, pick = search.start, search.pick
    return Solved(
        placed=tuple(placed_of(search.compiled, start, pick)),
        unmet=tuple(unmet_of(search.compiled, start, pick)),
        score=search.score(),
        bound=search.score() if search.proved else search.bound,
        proved=search.proved,
    )


def waiting(problem: Problem, listener: Listener | None) -> Callable[[], object] | None:
    """What tells the listener that machine code is being made, while nothing is planned yet."""
    if listener is None:
        return None
    begun, tiers = time.monotonic(), tiers_of(problem)
    nothing = Score(sum(priority(activity, tiers) for activity in problem.activities))
    return lambda: listener(Progress(nothing, Score(), time.monotonic() - begun, PREPARING))


def joined(problem: Problem, solved: list[Solved], seconds: float) -> Plan:
    """The parts' answers as one plan, in the order of the problem."""
    order = {a.id: n for n, a in enumerate(problem.activities)}
    placed = sorted((p for s in solved for p in s.placed), key=lambda p: order[p.activity])
    unmet = sorted((u for s in solved for u in s.unmet), key=lambda u: order[u.activity])
    return Plan(
        placed=tuple(placed),
        unmet=tuple(unmet),
        score=added([s.score for s in solved]),
        bound=added([s.bound for s in solved]),
        proved=all(s.proved for s in solved),
        seconds=seconds,
    )


def added(scores: list[Score]) -> Score:
    """The sum of scores, level by level."""
    return Score(
        sum(s.unmet for s in scores),
        sum(s.disturbance for s in scores),
        sum(s.preference for s in scores),
        sum(s.cost for s in scores),
    )


class _Conductor:
    """Adds what the finished parts scored to what the part at work reports."""

    def __init__(self, problem: Problem, listener: Listener | None, begun: float) -> None:
        self.problem, self.listener, self.begun = problem, listener, begun
        self.finished: list[Solved] = []
        self.cancelled = False

    def __call__(self, progress: Progress) -> bool:
        if self.listener is None or self.cancelled:
            return not self.cancelled
        whole = replace(
            progress,
            plan=lambda: self._plan(progress),
            score=added([*(s.score for s in self.finished), progress.score]),
            bound=added([*(s.bound for s in self.finished), progress.bound]),
            seconds=time.monotonic() - self.begun,
        )
        self.cancelled = self.listener(whole) is False
        return not self.cancelled

    def _plan(self, progress: Progress) -> Plan:
        """What the finished parts and the one at work have so far."""
        plans = [joined(self.problem, self.finished, progress.seconds)]
        if progress.plan is not None:
            plans.append(progress.plan())
        return replace(
            plans[-1],
            placed=tuple(p for plan in plans for p in plan.placed),
            unmet=tuple(u for plan in plans for u in plan.unmet),
            score=added([plan.score for plan in plans]),
            bound=added([plan.bound for plan in plans]),
            proved=all(plan.proved for plan in plans),
        )

    def done(self, solved: Solved) -> Solved:
        self.finished.append(solved)
        nothing = Progress(Score(), Score(), 0.0, "part solved")
        self(nothing)
        return solved


def reporter(listener: Listener | None) -> Report | None:
    """What tells a listener where a search stands."""
    if listener is None:
        return None

    def report(search: Search, phase: str) -> bool:
        seconds = time.monotonic() - search.begun
        problem = search.compiled.problem
        progress = Progress(
            search.score(),
            search.bound,
            seconds,
            phase,
            lambda: joined(problem, [solved_of(search)], seconds),
        )
        return listener(progress) is not False

    return report
