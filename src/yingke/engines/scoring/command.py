"""The command ``score``: files in, one row per account out."""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import ibis
import pyarrow as pa

from .composite import DEFAULT_SCORECARD, Scorecard
from .contract import CONTRACTS
from .engines import ENGINES, placed
from .faults import BadInputError, Fault, RefusedError
from .files import load, write
from .files.loading import Loaded
from .measures import Window
from .scoring import Plan, Previous, Result, explanations
from .scoring import run as run_scoring
from .tiers import DEFAULT_TIERS, TierRules

T = TypeVar("T")

ENDINGS = (".parquet", ".csv", ".xlsx")


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
    today = datetime.now().astimezone().date()
    try:
        plan, previous = _plan(args), _previous(args.previous)
        as_of = args.as_of or today
        _refuse_bad_arguments(args, as_of, today)
        started = time.monotonic()

        def progress(text: str) -> None:
            sys.stderr.write(f"[{time.monotonic() - started:6.1f} s] {text} …\n")

        loaded = _loaded(args, today, progress)
        with placed(loaded.tables, args.engine, _address(args)) as tables:
            progress(f"running on {args.engine}")
            result = run_scoring(tables, as_of, plan, previous, progress)
        progress(f"writing {args.output}")
        told = _summary(loaded, result, as_of, plan)
        _write(args, result, told)
    except BadInputError as bad:
        shown = len(bad.faults) + bad.more
        sys.stderr.write(f"{bad}\n{shown} faults; nothing was written\n")
        return 2
    except (RefusedError, ValueError, OSError) as reason:
        sys.stderr.write(f"{reason}\nnothing was written\n")
        return 1
    sys.stdout.write(told + "\n")
    return 0


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
    if as_of > today:
        faults.append(Fault("--as-of", None, None, f"{as_of} is after today ({today})"))
    for path in filter(None, (args.output, args.why)):
        if path.suffix.lower() not in ENDINGS:
            faults.append(Fault(path.name, None, None, f"ends in one of {', '.join(ENDINGS)}"))
        if not path.resolve().parent.is_dir():
            faults.append(Fault(path.name, None, None, f"there is no folder {path.parent}"))
    if faults:
        raise BadInputError(faults)


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


def _previous(path: Path | None) -> Previous | None:
    """Tiers from an earlier result; only three of its columns are looked at."""
    if path is None:
        return None
    connection = ibis.duckdb.connect()
    try:
        rows = (
            connection.read_parquet(path)
            if path.suffix.lower() == ".parquet"
            else connection.read_csv(path, header=True, all_varchar=True)
        )
        kept = rows.select(
            rows.account_id.cast("string"), rows.tier.cast("string"), rows.tier_since.cast("date")
        )
        found = kept.to_pyarrow().to_pylist()
    except Exception as error:  # noqa: BLE001 - a file that is no earlier result fails in many ways
        sentence = f"is not an earlier result: {str(error).splitlines()[0]}"
        raise BadInputError([Fault(path.name, None, None, sentence)]) from None
    finally:
        connection.disconnect()
    return Previous({row["account_id"]: (row["tier"], row["tier_since"]) for row in found})


def _loaded(args: argparse.Namespace, today: date, progress: Callable[[str], None]) -> Loaded:
    files = {name: getattr(args, name) for name in CONTRACTS if getattr(args, name)}
    progress(f"reading and checking {sum(map(len, files.values()))} files")
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
    sheets = {"summary": pa.table({"summary": told.splitlines()})}
    if args.why:
        write(args.why, explanations(result))
    write(args.output, result.table, sheets)
