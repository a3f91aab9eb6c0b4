"""Files as tables of text: csv, tsv, xlsx and parquet in; any of them out, all whole or none."""

from __future__ import annotations

import csv
import io
import math
import os
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from yingke.engines.linkage.problems import BadInputError, Problem

_COMMON_SHARE = 0.9
_SHEET_ROWS = 1_048_575

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's headings and its rows of text; `numbers[i]` is row i's number in a spreadsheet.

    `problems` are of rows that are not among `rows`, for they are longer or shorter.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...] = ()


def read(path: Path, *, encoding: str | None = None) -> Table:
    """Read a file of text; raises BadInputError with all that is wrong with its shape."""
    readers: dict[str, Callable[[Path, str | None], Table]] = {
        ".csv": _read_text,
        ".tsv": _read_text,
        ".xlsx": _read_workbook,
        ".parquet": _read_parquet,
    }
    if path.suffix.lower() not in readers:
        raise _whole(path, f"cannot read {_kind(path)}: csv, tsv, xlsx or parquet")
    if not path.is_file():
        raise _whole(path, "no such file")
    if path.stat().st_size == 0:
        raise _whole(path, "the file is empty")
    return readers[path.suffix.lower()](path, encoding)


def unwritable(path: Path, read: Collection[Path], *, is_table: bool = True) -> list[Problem]:
    """Return what keeps a result from being written to `path`; `read` are the files read."""
    said = []
    if is_table and path.suffix.lower() not in WRITERS:
        said.append(f"cannot write {_kind(path)}: csv, tsv, xlsx or parquet")
    if not path.parent.is_dir():
        said.append("its folder does not exist")
    if path.is_dir():
        said.append("is a folder")
    if path.resolve() in {each.resolve() for each in read}:
        said.append("is also read: the result would take its place")
    return [Problem(path.name, 0, "", message) for message in said]


def write(results: Mapping[Path, Columns | str]) -> None:
    """Write columns of equal length by the path's ending, and texts as they stand.

    All files appear, whole, or none does: they are written beside their places and then moved
    there. Raises ValueError for more rows than a sheet holds.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, content in results.items():
            handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
            os.close(handle)
            drafts[path] = draft = Path(name)
            if isinstance(content, str):
                draft.write_text(content, encoding="utf-8")
            else:
                WRITERS[path.suffix.lower()](draft, content)
            draft.chmod(0o644)
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _whole(path: Path, message: str) -> BadInputError:
    return BadInputError([Problem(path.name, 0, "", message)])


def _kind(path: Path) -> str:
    return path.suffix or "a file without suffix"


def _read_text(path: Path, encoding: str | None) -> Table:
    text = _decode(path, encoding)
    first = text.partition("\n")[0]
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [tuple(cell.strip() for cell in line) for line in reader]
    except csv.Error as error:
        raise BadInputError(
            [Problem(path.name, reader.line_num, "", f"not csv: {error}")]
        ) from error
    return _table(path, lines)


def _decode(path: Path, encoding: str | None) -> str:
    """Read text as UTF-8, marked UTF-16 or GB 18030; refuse what is none of them."""
    data = path.read_bytes()
    marked = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for name in [encoding] if encoding else ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            where = data.count(b"\n", 0, error.start) + 1
            continue
        except LookupError as error:
            raise _whole(path, f"unknown encoding {name!r}") from error
        if name != "gb18030" or encoding or _is_chinese(text):
            return text
        where = next(n for n, line in enumerate(text.splitlines(), start=1) if not line.isascii())
    message = "the encoding is unknown: save the file as UTF-8, or name it with --encoding"
    raise BadInputError([Problem(path.name, where, "", message)])


def _is_chinese(text: str) -> bool:
    """Tell text really written in GB 18030 from bytes that merely pass for it."""
    strange = [c for c in text if not c.isascii()]
    common = sum(1 for c in strange if c.encode("gb2312", "ignore"))
    return common >= _COMMON_SHARE * len(strange)


def _read_workbook(path: Path, _: str | None) -> Table:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise _whole(path, "not an xlsx workbook") from error
    try:
        sheet = book.worksheets[0]
        lines = [tuple(map(_text, line)) for line in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return _table(path, lines)


def _read_parquet(path: Path, _: str | None) -> Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise _whole(path, "not a parquet file") from error
    wrong = [
        Problem(path.name, 1, f.name, f"is of type {f.type} where text or a number is needed")
        for f in table.schema
        if pa.types.is_nested(f.type) or pa.types.is_binary(f.type)
    ]
    if wrong:
        raise BadInputError(wrong)
    cells = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    return _table(path, [tuple(table.column_names), *zip(*cells, strict=True)])


def _text(value: Any) -> str:
    """Write a cell as a person reads it: whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else "" if math.isnan(value) else str(value)
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _table(path: Path, lines: Sequence[tuple[str, ...]]) -> Table:
    """Set aside rows that have more or fewer cells than the heading; pass over blank ones."""
    if not lines or not any(lines[0]):
        raise _whole(path, "there is no heading row")
    headings = lines[0]
    kept = [(n, line) for n, line in enumerate(lines[1:], start=2) if any(line)]
    twice = [
        Problem(path.name, 1, heading, "the heading appears twice")
        for i, heading in enumerate(headings)
        if heading and heading in headings[:i]
    ]
    uneven = [
        Problem(path.name, n, "", f"has {len(line)} cells where the heading has {len(headings)}")
        for n, line in kept
        if len(line) != len(headings)
    ]
    if twice:
        raise BadInputError([*twice, *uneven])
    if not kept:
        raise _whole(path, "there is no row below the heading")
    even = [(n, line) for n, line in kept if len(line) == len(headings)]
    rows, numbers = tuple(line for _, line in even), tuple(n for n, _ in even)
    return Table(path.name, headings, rows, numbers, tuple(uneven))


def _write_text(path: Path, columns: Columns, delimiter: str) -> None:
    # The mark lets a spreadsheet recognise UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _write_parquet(path: Path, columns: Columns) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({name: list(values) for name, values in columns.items()}), path)


def _write_workbook(path: Path, columns: Columns) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if (rows := max(map(len, columns.values()), default=0)) > _SHEET_ROWS:
        raise ValueError(f"{rows:,} rows do not fit a sheet: write csv or parquet")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("pairs")
    sheet.append(list(columns))
    for line in zip(*columns.values(), strict=True):
        cells = [WriteOnlyCell(sheet, value=value) for value in line]
        for cell in cells:
            # A customer's text is never a formula.
            if cell.data_type == "f":
                cell.data_type = "s"
        sheet.append(cells)
    book.save(path)


WRITERS: Mapping[str, Callable[[Path, Columns], None]] = {
    ".csv": partial(_write_text, delimiter=","),
    ".tsv": partial(_write_text, delimiter="\t"),
    ".xlsx": _write_workbook,
    ".parquet": _write_parquet,
}
