"""The command ``score``: files in, one row per account out."""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import ibis
import pyarrow as pa

from .composite import DEFAULT_SCORECARD, Scorecard
from .contract import CONTRACTS
from .engines import ENGINES, placed
from .faults import BadInputError, Fault, Gathering, RefusedError
from .files import load, read_tiers, write
from .files.loading import Loaded
from .files.writing import WRITERS
from .measures import Window
from .scoring import Plan, Previous, Result, explanations
from .scoring import run as run_scoring
from .tiers import DEFAULT_TIERS, TierRules

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    for name, contract in CONTRACTS.items():
        parser.add_argument(
            f"--{name}",
            type=Path,
            nargs="+",
            metavar="FILE",
            required=name == "orders",
            help=contract.meaning,
        )
    parser.add_argument("--as-of", type=_day, help="score as of this day (default: today)")
    parser.add_argument("--window", type=int, default=365, help="days that count as recent")
    parser.add_argument("--horizon", type=int, default=365, help="days to look ahead")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb")
    parser.add_argument("--database", help="address of PostgreSQL (default: DATABASE_URL)")
    parser.add_argument("--scorecard", type=Path, metavar="FILE", help="dimensions as JSON")
    parser.add_argument("--tiers", type=Path, metavar="FILE", help="tier rules as JSON")
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="an earlier result, for who moves"
    )
    parser.add_argument("--encoding", help="of csv files that are not UTF-8, such as gb18030")
    parser.add_argument("--why", type=Path, metavar="FILE", help="write the explanations here")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Score and write. 0 when the result stands, 2 for bad input, 1 when it cannot be computed."""
    try:
        told = _scored(args)
    except BadInputError as bad:
        count = len(bad.faults) + bad.more
        sys.stderr.write(f"{bad}\n{count} fault{'s'[: count > 1]}; nothing was written\n")
        return 2
    except (RefusedError, ValueError, OSError) as reason:
        sys.stderr.write(f"{reason}\nnothing was written\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
        return 130
    sys.stdout.write(told + "\n")
    return 0


def _scored(args: argparse.Namespace) -> str:
    """The whole run; gives the summary."""
    today = datetime.now().astimezone().date()
    as_of = args.as_of or today
    started = time.monotonic()

    def progress(text: str) -> None:
        sys.stderr.write(f"[{time.monotonic() - started:6.1f} s] {text} …\n")

    found = Gathering()
    found.of(lambda: _refuse_bad_arguments(args, as_of, today))
    plan = found.of(lambda: _plan(args))
    previous = found.of(lambda: _previous(args.previous, as_of))
    loaded = found.of(lambda: _loaded(args, today, progress))
    if found.faults or plan is None or loaded is None:
        raise BadInputError(found.faults, found.more)
    with placed(loaded.tables, args.engine, _address(args)) as tables:
        progress(f"running on {args.engine}")
        result = run_scoring(tables, as_of, plan, previous, progress)
    progress(f"writing {args.output}")
    told = _summary(loaded, result, as_of, plan)
    _write(args, result, told)
    return told


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-03-31") from None


def _address(args: argparse.Namespace) -> str | None:
    return args.database or os.environ.get("DATABASE_URL")


def _refuse_bad_arguments(args: argparse.Namespace, as_of: date, today: date) -> None:
    faults = [
        Fault(f"--{name}", None, None, "has at least one day")
        for name in ("window", "horizon")
        if getattr(args, name) < 1
    ]
    if 2 * args.window >= as_of.toordinal():
        faults.append(Fault("--window", None, None, "reaches to before the year 1"))
    if as_of > today:
        faults.append(Fault("--as-of", None, None, f"{as_of} is after today ({today})"))
    outputs = [path for path in (args.output, args.why) if path]
    inputs = [path for name in CONTRACTS for path in getattr(args, name) or ()]
    read = {path.resolve() for path in (*inputs, args.scorecard, args.tiers) if path}
    for path in outputs:
        faults += [Fault(path.name, None, None, said) for said in _unwritable(path, read)]
    if len(outputs) > len({path.resolve() for path in outputs}):
        faults.append(Fault(args.why.name, None, None, "is both the result and the explanations"))
    if faults:
        raise BadInputError(faults)


def _unwritable(path: Path, read: Collection[Path]) -> Iterator[str]:
    """Why no result can be written there."""
    if path.suffix.lower() not in WRITERS:
        yield f"ends in one of {', '.join(WRITERS)}"
    if not path.resolve().parent.is_dir():
        yield f"there is no folder {path.parent}"
    if path.is_dir():
        yield "is a folder"
    if path.resolve() in read:
        yield "is also read: the result would take its place"


def _plan(args: argparse.Namespace) -> Plan:
    card, rules = DEFAULT_SCORECARD, DEFAULT_TIERS
    if args.scorecard:
        card = _read_json(args.scorecard, Scorecard.from_json)
    if args.tiers:
        rules = _read_json(args.tiers, TierRules.from_json)
    return Plan(Window(max(args.window, 1)), card, rules, args.horizon)


def _read_json(path: Path, read: Callable[[Any], T]) -> T:
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BadInputError([Fault(path.name, None, None, str(error))]) from None


def _previous(path: Path | None, as_of: date) -> Previous | None:
    return Previous(read_tiers(path, as_of)) if path else None


def _loaded(args: argparse.Namespace, today: date, progress: Callable[[str], None]) -> Loaded:
    files = {name: getattr(args, name) for name in CONTRACTS if getattr(args, name)}
    count = sum(map(len, files.values()))
    progress(f"reading and checking {count} file{'s'[: count > 1]}")
    return load(ibis.duckdb.connect(), files, today=today, encoding=args.encoding)


def _summary(loaded: Loaded, result: Result, as_of: date, plan: Plan) -> str:
    lines = [f"{result.table.num_rows:,} accounts as of {as_of}, window {plan.window.days} days"]
    for name, count in loaded.rows.items():
        twice = loaded.duplicates[name]
        lines.append(f"  {name}: {count:,} rows" + (f", {twice:,} of them twice" if twice else ""))
    if result.purchases:
        fit = result.purchases
        named = zip(("r", "α", "a", "b"), fit.parameters, fit.standard_errors, strict=True)
        lines.append("  BG/NBD: " + ", ".join(f"{n} = {v:.3f} ± {e:.3f}" for n, v, e in named))
    if result.spend:
        spend = result.spend
        named = zip(("p", "q", "v"), spend.parameters, spend.standard_errors, strict=True)
        lines.append("  Gamma-Gamma: " + ", ".join(f"{n} = {v:.3f} ± {e:.3f}" for n, v, e in named))
    counts = Counter(result.assignment.now.tolist())
    for place, tier in enumerate(result.assignment.rules.tiers):
        lines.append(f"  {tier.title} ({tier.name}): {counts[place]:,}")
    moved = len(result.assignment.moved)
    if (result.assignment.before >= 0).any():
        lines.append(f"  moved since the earlier result: {moved:,}")
    lines += [f"  note: {note}" for note in (*loaded.notes, *result.notes)]
    return "\n".join(lines)


def _write(args: argparse.Namespace, result: Result, told: str) -> None:
    summary = pa.table({"summary": told.splitlines()})
    results = {args.output: {"scores": result.table, "summary": summary}}
    if args.why:
        results[args.why] = {"why": explanations(result)}
    write(results)
