"""The planner against references, in one run.

    python bench/planner.py --data FOLDER [--only meetings,skills,days,changes] [--seconds N]

FOLDER holds ``meetingscheduling`` (two sheets of Timefold's example of that name) and ``mspsp``
(multi-skill project scheduling, set 1'a, with the published optimum in ``optimum.csv``). Without
``--data`` only the generated days run. Each figure stands beside its reference.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from planner_readers import meeting_problem, meeting_score, optima, skill_problem

from yingke.engines.planner import (
    Arrival,
    Change,
    Dropped,
    HeadCount,
    Limits,
    Longer,
    Lost,
    Plan,
    Problem,
    Progress,
    replan,
    solve,
)
from yingke.engines.planner.changes import apply_changes
from yingke.engines.planner.checking import violations
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.values import PERSON

CORES = min(2, os.cpu_count() or 1)
MEDIUM_GATES = {"50": 150, "100": 75}
REFERENCES = {"50": "Timefold 193 (and 1 hard) in 60 s", "100": "Timefold 135 in 120 s"}
DAYS = {10: (0.1, 10), 40: (0.3, 20), 100: (1.0, 40), 200: (2.0, 60)}


def main() -> None:
    parser = argparse.ArgumentParser(description="The planner against references.")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="meetings,skills,days,changes")
    parser.add_argument("--seconds", type=float, help="instead of each part's own time limit")
    parser.add_argument("--changes", type=int, default=40, help="how many changes to re-plan")
    args = parser.parse_args()
    chosen = set(args.only.split(","))
    solve(generated_day(1), limits=Limits(effort=1))
    if args.data and "meetings" in chosen:
        meetings(args.data / "meetingscheduling", args.seconds or 20)
    if args.data and "skills" in chosen:
        skills(args.data / "mspsp", args.seconds or 20)
    published: tuple[Problem, Plan] | None = None
    if "days" in chosen:
        for visits, (first, seconds) in DAYS.items():
            published = day(visits, first, args.seconds or seconds)
    if "changes" in chosen:
        changes(published, args.changes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"peak memory {peak:.2f} GiB (gate: below 1)")


def meetings(folder: Path, seconds: float) -> None:
    print("\nMeeting scheduling: hard / medium, lower is better")
    for sheet in sorted(folder.glob("*.xlsx"), key=lambda path: path.stat().st_size):
        problem = meeting_problem(sheet)
        plan = solve(problem, limits=Limits(seconds=seconds, workers=CORES), explain=False)
        hard, medium = meeting_score(problem, plan)
        size = str(len(problem.activities))
        print(
            f"  {size:>4} meetings, {plan.seconds:5.1f} s: {hard} / {medium}, "
            f"unmet {len(plan.unmet)}   gate: 0 / {MEDIUM_GATES.get(size, '-')}   "
            f"reference: {REFERENCES.get(size, '-')}"
        )


def skills(folder: Path, seconds: float) -> None:
    print("\nMulti-skill project scheduling: makespan against the published optimum")
    best = optima(folder / "optimum.csv")
    solved = proved = wrong = 0
    spent: list[float] = []
    for name, optimum in best.items():
        problem = skill_problem(folder / "set-1a" / name)
        plan = solve(problem, limits=Limits(seconds=seconds, workers=CORES), explain=False)
        makespan = int(max((p.end - problem.start).total_seconds() for p in plan.placed) // 60)
        same = makespan == optimum and not plan.unmet
        solved += same
        proved += plan.proved
        wrong += plan.proved and not same
        spent.append(plan.seconds)
        if not (same and plan.proved):
            print(f"  {name}: {makespan}, bound {plan.bound.preference}, optimum {optimum}")
    count = len(best)
    print(
        f"  {count} instances: {solved / count:.1%} at the optimum (gate: 95 %), "
        f"{proved / count:.1%} proved (gate: 90 %), {wrong} proved at another value (gate: 0); "
        f"median {statistics.median(spent):.1f} s of at most {seconds:.0f}"
    )


def day(visits: int, gate: float, seconds: float) -> tuple[Problem, Plan]:
    problem = generated_day(visits)
    first: list[Progress] = []
    begun = time.perf_counter()

    def listen(progress: Progress) -> None:
        if not first:
            first.append(replace(progress, seconds=time.perf_counter() - begun))

    limits = Limits(seconds=seconds, workers=CORES)
    plan = solve(problem, limits=limits, listener=listen, explain=False)
    longer = replace(limits, seconds=seconds * 3, seed=2)
    best = min(plan.score, solve(problem, limits=longer, explain=False).score)
    gap = (plan.score.preference - best.preference) / max(1, best.preference)
    print(
        f"\nA day of {visits} visits ({len(problem.activities)} activities, people at "
        f"{_load(problem):.0%} load)\n"
        f"  first plan {first[0].seconds:.3f} s (gate: {gate}), its unmet cost "
        f"{first[0].score.unmet}; after {seconds:.0f} s unmet {plan.score.unmet}, preference "
        f"{plan.score.preference}, {gap:+.1%} of the best known {best.preference} "
        f"with unmet {best.unmet} (gate: +5 %); broken rules "
        f"{len(violations(problem, plan.placed))}"
    )
    return problem, plan


def _load(problem: Problem) -> float:
    people = {r.id: r for r in problem.resources if r.kind == PERSON}
    needed = sum(
        a.duration * r.count for a in problem.activities for r in a.requires if r.kind == PERSON
    )
    return needed / sum(r.max_load or 600 for r in people.values())


def changes(published: tuple[Problem, Plan] | None, count: int) -> None:
    if published is None:
        problem = generated_day(200)
        published = problem, solve(problem, limits=Limits(seconds=60), explain=False)
    problem, plan = published
    plan = replace(plan, placed=tuple(replace(p, confirmed=True) for p in plan.placed))
    problem = replace(problem, now=problem.start + timedelta(hours=3))
    spent: list[float] = []
    touched: list[int] = []
    broken = moved_facts = 0
    facts = frozenset(p.activity for p in plan.placed if p.start < problem.now)
    for change in _changes(problem, plan, count):
        begun = time.perf_counter()
        new, told = replan(problem, plan, change, limits=Limits(seconds=2.5, workers=CORES))
        spent.append(time.perf_counter() - begun)
        group = {a.id: a.group for a in problem.activities}
        names = {m.activity for m in told.moved} | {r.activity for r in told.reassigned}
        others = {group[name] for name in names | set(told.newly_unmet)}
        touched.append(len(others - {_visit(change, group)}))
        moved_facts += len(facts & {m.activity for m in told.moved})
        broken += len(violations(apply_changes(problem, (change,)), new.placed, facts))
    spent.sort()
    print(
        f"\nRe-planning after one change, {len(problem.groups)} visits, {count} changes\n"
        f"  median {statistics.median(spent):.2f} s (gate: 1), p95 "
        f"{spent[int(0.95 * (len(spent) - 1))]:.2f} s (gate: 3); other visits touched: median "
        f"{statistics.median(touched)} (gate: 3); facts moved {moved_facts}, "
        f"broken rules {broken} (gate: 0)"
    )


def _visit(change: Change, group: dict[str, str]) -> str:
    return getattr(change, "group", "") or group.get(getattr(change, "activity", ""), "")


def _changes(problem: Problem, plan: Plan, count: int) -> Iterator[Change]:
    lot = random.Random(1)
    coming = [p for p in plan.placed if problem.now is None or p.start >= problem.now]
    for _ in range(count):
        entry = lot.choice(coming)
        group = lot.choice(problem.groups)
        arrives = (group.arrives or problem.start) + timedelta(minutes=30)
        yield lot.choice(
            [
                Arrival(group.id, arrives),
                Dropped(entry.activity),
                HeadCount(group.id, group.heads + 4),
                Lost(entry.picks[0].resource, problem.now),
                Longer(entry.activity, 75),
            ]
        )


if __name__ == "__main__":
    main()
