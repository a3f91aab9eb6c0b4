"""From files to records: which column is which field, and everything that is wrong at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yingke.engines.linkage import tables
from yingke.engines.linkage.fields import TELLING, Field, Row, recognise
from yingke.engines.linkage.normalise import credit, dates
from yingke.engines.linkage.problems import BadInputError, Problem
from yingke.engines.linkage.tables import Table

_DAMAGED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_LONGEST = 500
_NUMBERS = frozenset({Field.PHONE, Field.CREDIT_CODE, Field.IDENTIFIER})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record stands: its file, its row as a spreadsheet counts, its own id or ""."""

    file: str
    row: int
    id: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that could not be used: its file and number, what is wrong, its cells by heading."""

    file: str
    row: int
    problem: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of all files one after the other, where each stands, and doubtful values in them."""

    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    doubts: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...] = ()


def read_files(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, Field] | None = None,
    encoding: str | None = None,
    today: date,
    skip_bad: bool = False,
) -> Records:
    """Read records from files; `columns` names headings the engine does not know by itself.

    With `skip_bad`, rows with problems are left out instead of being refused with all others.
    Raises BadInputError with every problem of every file. A credit code that fails its check is a
    doubt, not a problem: the record is still compared by what else it tells.
    """
    named = columns or {}
    problems: list[Problem] = []
    rows: list[Row] = []
    sources: list[Source] = []
    doubts: list[Problem] = []
    left_out: list[LeftOut] = []
    missing = set(named)
    for path in paths:
        try:
            table = tables.read(path, encoding=encoding)
            missing -= set(table.headings)
            fields = _fields(table, named)
        except BadInputError as error:
            problems += error.problems
            continue
        found = [*table.problems, *_row_problems(table, fields, today)]
        bad: dict[int, list[Problem]] = {}
        if skip_bad:
            for problem in found:
                bad.setdefault(problem.row, []).append(problem)
            left_out += _left_out(table, bad)
        else:
            problems += found
        doubts += (doubt for doubt in _doubts(table, fields) if doubt.row not in bad)
        for number, line in zip(table.numbers, table.rows, strict=True):
            if number in bad:
                continue
            row = _row(line, fields)
            rows.append(row)
            sources.append(Source(table.file, number, row.get(Field.ID, "")))
    files = ", ".join(path.name for path in paths)
    problems += [Problem(files, 1, heading, "there is no such column") for heading in missing]
    if problems:
        raise BadInputError(problems)
    return Records(tuple(rows), tuple(sources), tuple(doubts), tuple(left_out))


def _left_out(table: Table, bad: Mapping[int, Sequence[Problem]]) -> Iterator[LeftOut]:
    cells = dict(zip(table.numbers, table.rows, strict=True))
    for number, problems in sorted(bad.items()):
        said = "; ".join(
            f"{problem.column}: {problem.message}" if problem.column else problem.message
            for problem in problems
        )
        line = dict(zip(table.headings, cells.get(number, ()), strict=False))
        yield LeftOut(table.file, number, said, line)


def _fields(table: Table, columns: Mapping[str, Field]) -> dict[int, Field]:
    """Return which column holds which field; raises BadInputError where that is unclear."""
    problems: list[Problem] = []
    chosen = {field for heading, field in columns.items() if heading in table.headings}
    fields: dict[int, Field] = {}
    for at, heading in enumerate(table.headings):
        field = columns.get(heading) or recognise(heading)
        if field is None or (heading not in columns and field in chosen):
            continue
        if field in fields.values() and field is not Field.PHONE:
            first = table.headings[next(i for i, f in fields.items() if f is field)]
            message = f"means {field} as {first!r} does: choose one with --column {field}=HEADING"
            problems.append(Problem(table.file, 1, heading, message))
        fields[at] = field
    if not TELLING & set(fields.values()) and not problems:
        message = "no column is known; name them with --column, for example --column company=名称"
        problems.append(Problem(table.file, 1, "", message))
    if problems:
        raise BadInputError(problems)
    return fields


def _row(line: tuple[str, ...], fields: Mapping[int, Field]) -> dict[Field, str]:
    row: dict[Field, str] = {}
    for at, field in fields.items():
        if line[at]:
            row[field] = f"{row[field]}; {line[at]}" if field in row else line[at]
    return row


def _row_problems(table: Table, fields: Mapping[int, Field], today: date) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, line in zip(table.numbers, table.rows, strict=True):
        row = _row(line, fields)
        if not TELLING & row.keys():
            yield Problem(table.file, number, "", "tells nothing that could be compared")
        for at, field in fields.items():
            if message := _cell_problem(field, line[at], today):
                yield Problem(table.file, number, table.headings[at], message)
        if own := row.get(Field.ID, ""):
            if own in seen:
                heading = table.headings[next(i for i, f in fields.items() if f is Field.ID)]
                yield Problem(
                    table.file, number, heading, f"the id {own!r} is that of row {seen[own]}"
                )
            seen.setdefault(own, number)


def _cell_problem(field: Field, cell: str, today: date) -> str:
    if not cell:
        return ""
    if _DAMAGED.search(cell):
        return "the text is damaged (control or replacement characters)"
    if len(cell) > _LONGEST:
        return f"the text is longer than {_LONGEST} characters"
    if field in _NUMBERS and _ROUNDED.fullmatch(cell):
        return f"{cell} is a number that a spreadsheet has rounded: store the column as text"
    if field is Field.BIRTH_DATE:
        digits = dates.read(cell)
        if not digits:
            return f"{cell!r} is not a date"
        if digits > today.strftime("%Y%m%d"):
            return f"{cell} lies in the future"
    return ""


def _doubts(table: Table, fields: Mapping[int, Field]) -> Iterator[Problem]:
    """Credit codes that fail their check, with the digit that is wrong where it can be told."""
    for at in (i for i, field in fields.items() if field is Field.CREDIT_CODE):
        for number, line in zip(table.numbers, table.rows, strict=True):
            code = credit.read(line[at])
            if code and not code.valid:
                yield Problem(table.file, number, table.headings[at], credit.say(code))
