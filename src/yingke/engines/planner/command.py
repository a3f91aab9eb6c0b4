"""``yingke plan PROBLEM.json -o PLAN.json [--keep PLAN.json] [--seconds N]``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .issues import Issue, ProblemError
from .json_form import plan_from_json, problem_from_json, to_json
from .plans import PREPARING, Difference, Limits, Plan, Progress, Score, Unmet
from .replanning import replan
from .solving import solve

DONE, BAD_INPUT = 0, 2
LONGEST = 86_400
PAUSE, SILENT = 0.5, 2.0
"""Seconds between two lines of progress: when the score improved, and when it did not."""
MOST_LINES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("problem", type=Path, help="the problem, as JSON")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write the plan")
    parser.add_argument("--keep", type=Path, help="a published plan: keep of it what can be kept")
    parser.add_argument("--seconds", type=_seconds, default=10.0, help="how long to look (10)")
    parser.add_argument("--seed", type=_whole(0), default=1, help="seed of the search (1)")
    parser.add_argument("--workers", type=_whole(1), default=1, help="threads at work (1)")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < LONGEST:
        raise argparse.ArgumentTypeError(f"must be more than 0 seconds, at most {LONGEST}: {text}")
    return seconds


def _whole(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not least <= value < 2**31:
            raise argparse.ArgumentTypeError(f"must be at least {least}: {text}")
        return value

    return number


def run(args: argparse.Namespace) -> int:
    """Plan, write the plan, print progress and a summary; the exit code."""
    try:
        _check_target(args.output)
        problem = problem_from_json(_read(args.problem))
        published = plan_from_json(_read(args.keep)) if args.keep else None
        limits = Limits(seconds=args.seconds, seed=args.seed, workers=args.workers)
        if published is None:
            plan = solve(problem, limits=limits, listener=_Printer())
            told = None
        else:
            plan, told = replan(problem, published, limits=limits, listener=_Printer())
        args.output.write_text(
            json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return BAD_INPUT
    sys.stdout.write(_summary(plan, told))
    return DONE


def _check_target(path: Path) -> None:
    """Tell before the search, not after it, that the plan cannot be written."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise ProblemError([Issue(str(path), f"There is no folder “{folder}”.")])
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise ProblemError([Issue(str(path), "This file cannot be written.")])


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = "The file is not in UTF-8."
    except json.JSONDecodeError as error:
        text = f"line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        text = "The document is nested too deeply."
    except ValueError as error:  # a number of thousands of digits
        text = str(error)
    raise ProblemError([Issue(str(path), text)])


class _Printer:
    """Prints a line when the score improved, at most two a second, and one every two seconds."""

    def __init__(self) -> None:
        self.last: Score | None = None
        self.when = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.when < (SILENT if progress.score == self.last else PAUSE):
            return
        self.last, self.when = progress.score, now
        if progress.phase == PREPARING:
            words = "preparing: the search is compiled once for each installation"
            sys.stdout.write(f"{progress.seconds:7.2f} s  {words}\n")
            sys.stdout.flush()
            return
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
    lines += _capped("warnings", [f"warning: {text}" for text in plan.warnings])
    lines += _capped("unmet", [_unmet(unmet) for unmet in plan.unmet])
    broken = [f"broken: {b.activity}: {b.problem}; {b.repair}" for b in plan.broken]
    lines += _capped("broken", broken)
    if told is not None:
        moved = [f"moved: {m.activity} {m.before:%H:%M} → {m.after:%H:%M}" for m in told.moved]
        reassigned = [
            f"reassigned: {r.activity} {r.role}: {', '.join(r.before)} → {', '.join(r.after)}"
            for r in told.reassigned
        ]
        lines += [*_capped("moved", moved), *_capped("reassigned", reassigned)]
        if told.told:
            names = [t.who for t in told.told]
            more = f" and {len(names) - MOST_LINES} more" if len(names) > MOST_LINES else ""
            lines.append("to be told: " + ", ".join(names[:MOST_LINES]) + more)
    return "\n".join(lines) + "\n"


def _capped(kind: str, lines: list[str]) -> list[str]:
    """The first lines, and how many more there are."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], f"{kind}: {len(lines) - MOST_LINES} more, see the plan"]


def _unmet(unmet: Unmet) -> str:
    way = unmet.relaxations[0].detail if unmet.relaxations else "no single way out"
    role = f" ({unmet.role})" if unmet.role else ""
    return f"unmet: {unmet.activity}{role}, cost {unmet.cost}; {way}"
