"""`yingke link FILE… -o PAIRS`: find the rows of files that mean the same company or person."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from yingke.engines.linkage import tables
from yingke.engines.linkage.evidence import LANGUAGES, tell
from yingke.engines.linkage.fields import Field
from yingke.engines.linkage.linking import Linkage, link
from yingke.engines.linkage.matching import BACKENDS
from yingke.engines.linkage.model import THRESHOLD, Model
from yingke.engines.linkage.problems import BadInputError, Problem
from yingke.engines.linkage.reading import Records, read_files

_SHOWN_DOUBTS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command on a parser."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="csv, tsv, xlsx, parquet"
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="PAIRS",
        help="where to write the pairs (csv, tsv, xlsx or parquet)",
    )
    parser.add_argument(
        "--threshold",
        type=_probability,
        default=THRESHOLD,
        metavar="P",
        help="report pairs at least this probable (default: %(default)s)",
    )
    parser.add_argument(
        "--clusters",
        type=Path,
        metavar="FILE",
        help="also write every row with the number of its cluster",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="FIELD=HEADING",
        help=f"what a column holds; FIELD is one of {', '.join(Field)}",
    )
    parser.add_argument("--engine", choices=BACKENDS, default=BACKENDS[0], help="where it runs")
    parser.add_argument("--encoding", help="of text files (default: UTF-8, UTF-16 or GB 18030)")
    parser.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the evidence"
    )
    _add_files(parser)


def _add_files(parser: argparse.ArgumentParser) -> None:
    """Declare the files that are read and written besides the pairs."""
    parser.add_argument(
        "--skip-bad",
        type=Path,
        metavar="FILE",
        help="leave out rows with problems and write them to FILE, with what is wrong with each",
    )
    parser.add_argument("--model", type=Path, metavar="FILE", help="use these weights, learn none")
    parser.add_argument("--save-model", type=Path, metavar="FILE", help="keep the learned weights")


def run(args: argparse.Namespace) -> int:
    """Link the files; 0 when the pairs are written, 2 when the input is bad (all said at once)."""
    try:
        found, records = _linked(args)
    except BadInputError as error:
        _say(*map(str, error.problems))
        _say(f"{len(error.problems)} problem(s); nothing was written.")
        return 2
    except (ValueError, OSError, RuntimeError) as error:
        _say(str(error), "Nothing was written.")
        return 1
    except KeyboardInterrupt:
        _say("Stopped; nothing was written.")
        return 130
    _summary(found, records, args)
    return 0


def _linked(args: argparse.Namespace) -> tuple[Linkage, Records]:
    """Read, link and write."""
    problems = _unwritable(args)
    try:
        model = _model(args.model)
    except BadInputError as error:
        problems += error.problems
    try:
        records = read_files(
            args.files,
            columns=dict(args.column),
            encoding=args.encoding,
            today=date.today(),  # noqa: DTZ011  # a day of birth has no time zone
            skip_bad=args.skip_bad is not None,
        )
    except BadInputError as error:
        problems += error.problems
    if problems:
        raise BadInputError(problems)
    _say(*(f"note: {doubt}" for doubt in records.doubts[:_SHOWN_DOUBTS]))
    if (more := len(records.doubts) - _SHOWN_DOUBTS) > 0:
        _say(f"note: {more} more credit codes fail their check")
    found = link(
        records.rows, threshold=args.threshold, model=model, backend=args.engine, progress=_progress
    )
    results: dict[Path, tables.Columns | str] = {args.output: _pairs(found, records, args.language)}
    if args.clusters:
        results[args.clusters] = _clusters(found, records)
    if args.skip_bad:
        results[args.skip_bad] = _left_out(records)
    if args.save_model:
        results[args.save_model] = found.model.to_json()
    tables.write(results)
    return found, records


def _unwritable(args: argparse.Namespace) -> list[Problem]:
    """What keeps the results from being written, said before the work."""
    wanted = {"pairs": args.output, "clusters": args.clusters, "model": args.save_model}
    wanted["rows left out"] = args.skip_bad
    read = [*args.files, *filter(None, [args.model])]
    problems: list[Problem] = []
    seen: dict[Path, str] = {}
    for what, path in wanted.items():
        if path is None:
            continue
        problems += tables.unwritable(path, read, is_table=what != "model")
        first = seen.setdefault(path.resolve(), what)
        if first != what:
            problems.append(Problem(path.name, 0, "", f"cannot hold the {first} and the {what}"))
    return problems


def main(argv: list[str] | None = None) -> int:
    """Run the command from a list of arguments (default: those of the process)."""
    parser = argparse.ArgumentParser(prog="yingke link", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(argv))


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError("a probability lies above 0 and at most at 1")
    return value


def _column(text: str) -> tuple[str, Field]:
    field, _, heading = text.partition("=")
    if field not in set(Field) or not heading:
        raise argparse.ArgumentTypeError(f"FIELD=HEADING, with FIELD one of {', '.join(Field)}")
    return heading, Field(field)


def _model(path: Path | None) -> Model | None:
    if path is None:
        return None
    try:
        return Model.from_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError([Problem(path.name, 0, "", f"cannot be used: {error}")]) from error


def _pairs(found: Linkage, records: Records, language: str) -> dict[str, list[Any]]:
    """The columns of the pairs: both rows, the probability, the clusters, the evidence."""
    columns: dict[str, list[Any]] = {}
    for side in ("left", "right"):
        places = [getattr(pair, side) for pair in found.pairs]
        sources = [records.sources[place] for place in places]
        columns[f"{side}_file"] = [source.file for source in sources]
        columns[f"{side}_row"] = [source.row for source in sources]
        columns[f"{side}_id"] = [source.id for source in sources]
        columns[f"{side}_name"] = [_name(records, place) for place in places]
    columns["probability"] = [round(pair.probability, 6) for pair in found.pairs]
    columns["cluster"] = [found.clusters[pair.left] for pair in found.pairs]
    columns["kept_apart"] = ["credit code" if pair.kept_apart else "" for pair in found.pairs]
    columns["evidence"] = [tell(pair.evidence, language) for pair in found.pairs]
    return columns


def _clusters(found: Linkage, records: Records) -> dict[str, list[Any]]:
    return {
        "file": [source.file for source in records.sources],
        "row": [source.row for source in records.sources],
        "id": [source.id for source in records.sources],
        "name": [_name(records, place) for place in range(len(records.rows))],
        "cluster": list(found.clusters),
    }


def _left_out(records: Records) -> dict[str, list[Any]]:
    """The rows left out with their problems, and the cells of every heading of any file."""
    rows = records.left_out
    columns: dict[str, list[Any]] = {
        "file": [row.file for row in rows],
        "row": [row.row for row in rows],
        "problem": [row.problem for row in rows],
    }
    for heading in dict.fromkeys(heading for row in rows for heading in row.cells):
        name = f"{heading} (cell)" if heading in columns else heading
        columns[name] = [row.cells.get(heading, "") for row in rows]
    return columns


def _name(records: Records, place: int) -> str:
    row = records.rows[place]
    person = " ".join(filter(None, (row.get(Field.GIVEN_NAME), row.get(Field.FAMILY_NAME))))
    return row.get(Field.COMPANY) or row.get(Field.PERSON) or person


def _summary(found: Linkage, records: Records, args: argparse.Namespace) -> None:
    sizes = Counter(found.clusters)
    several = sum(1 for size in sizes.values() if size > 1)
    apart = sum(1 for pair in found.pairs if pair.kept_apart)
    if args.skip_bad:
        _say(f"{len(records.left_out):,} rows left out for their problems: {args.skip_bad}")
    learned = ", ".join(found.model.learned) or "nothing, the shipped weights were used"
    _say(
        f"{len(records.rows):,} rows, {len(found.pairs):,} pairs at {args.threshold:g} or above, "
        f"{several:,} clusters of more than one row, {apart:,} pairs kept apart by credit codes.",
        f"Learned from the rows: {learned}.",
        f"Written: {args.output}",
    )


def _progress(step: str) -> None:
    _say(f"… {step}")


def _say(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")
