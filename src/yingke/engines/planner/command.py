"""``yingke plan PROBLEM.json -o PLAN.json [--keep PLAN.json] [--seconds N]``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from .json_form import plan_from_json, problem_from_json, to_json
from .plans import Difference, Limits, Plan, Progress, Score
from .replanning import replan
from .solving import solve
from .validation import ProblemError

DONE, BAD_INPUT = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("problem", type=Path, help="the problem, as JSON")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write the plan")
    parser.add_argument("--keep", type=Path, help="a published plan: keep of it what can be kept")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to look (10)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the search (1)")
    parser.add_argument("--workers", type=int, default=1, help="threads at work (1)")


def run(args: argparse.Namespace) -> int:
    """Plan, write the plan, print progress and a summary; the exit code."""
    try:
        problem = problem_from_json(_read(args.problem))
        published = plan_from_json(_read(args.keep)) if args.keep else None
        limits = Limits(seconds=args.seconds, seed=args.seed, workers=max(1, args.workers))
        if published is None:
            plan = solve(problem, limits=limits, listener=_Printer())
            told = None
        else:
            plan, told = replan(problem, published, limits=limits, listener=_Printer())
        args.output.write_text(
            json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    except ProblemError as error:
        for issue in error.issues:
            sys.stderr.write(f"{issue}\n")
        return BAD_INPUT
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return BAD_INPUT
    except json.JSONDecodeError as error:
        sys.stderr.write(f"line {error.lineno}, column {error.colno}: {error.msg}\n")
        return BAD_INPUT
    sys.stdout.write(_summary(plan, told))
    return DONE


def _read(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


class _Printer:
    """Prints a line when the score improved, at most two a second."""

    def __init__(self) -> None:
        self.last: Score | None = None
        self.when = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.score == self.last or now - self.when < 0.5:
            return
        self.last, self.when = progress.score, now
        sys.stdout.write(
            f"{progress.seconds:7.2f} s  {progress.phase:15} {_words(progress.score)}"
            f"  (bound: {_words(progress.bound)})\n"
        )
        sys.stdout.flush()


def _words(score: Score) -> str:
    return (
        f"unmet {score.unmet}, disturbance {score.disturbance}, "
        f"preference {score.preference}, cost {score.cost}"
    )


def _summary(plan: Plan, told: Difference | None) -> str:
    lines = [
        f"{len(plan.placed)} activities placed in {plan.seconds:.2f} s: {_words(plan.score)}"
        + (" (proved best)" if plan.proved else "")
    ]
    for unmet in plan.unmet:
        way = unmet.relaxations[0].detail if unmet.relaxations else "no single way out"
        role = f" ({unmet.role})" if unmet.role else ""
        lines.append(f"unmet: {unmet.activity}{role}, cost {unmet.cost}; {way}")
    lines += [f"broken: {b.activity}: {b.problem}; {b.repair}" for b in plan.broken]
    if told is not None:
        lines += [f"moved: {m.activity} {m.before:%H:%M} → {m.after:%H:%M}" for m in told.moved]
        lines += [
            f"reassigned: {r.activity} {r.role}: {', '.join(r.before)} → {', '.join(r.after)}"
            for r in told.reassigned
        ]
        if told.told:
            lines.append("to be told: " + ", ".join(t.who for t in told.told))
    return "\n".join(lines) + "\n"
