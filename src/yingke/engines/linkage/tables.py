"""Files as tables of text: csv, tsv, xlsx and parquet in; any of them out, whole or not at all."""

from __future__ import annotations

import csv
import io
import math
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yingke.engines.linkage.problems import BadInputError, Problem

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_COMMON_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Table:
    """A file's headings and its rows of text; `numbers[i]` is row i's number in a spreadsheet."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


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


def check_writable(path: Path) -> None:
    """Raise BadInputError if `path` is of a kind or in a folder that cannot be written."""
    if path.suffix.lower() not in {*_DELIMITERS, ".xlsx", ".parquet"}:
        raise _whole(path, f"cannot write {_kind(path)}: csv, tsv, xlsx or parquet")
    if not path.parent.is_dir():
        raise _whole(path, "its folder does not exist")


def write(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write columns of equal length; the file appears whole, under its name, at the end."""
    suffix = path.suffix.lower()
    with _replacing(path) as draft:
        if suffix == ".parquet":
            _write_parquet(draft, columns)
        elif suffix == ".xlsx":
            _write_workbook(draft, columns)
        else:
            # The mark lets a spreadsheet recognise UTF-8.
            with draft.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, delimiter=_DELIMITERS[suffix])
                writer.writerow(columns)
                writer.writerows(zip(*columns.values(), strict=True))


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _whole(path: Path, message: str) -> BadInputError:
    return BadInputError([Problem(path.name, 0, "", message)])


def _kind(path: Path) -> str:
    return path.suffix or "a file without suffix"


def _read_text(path: Path, encoding: str | None) -> Table:
    text = _decode(path, encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_DELIMITERS[path.suffix.lower()])
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
    """Check that every row has as many cells as the heading; blank rows are passed over."""
    if not lines or not any(lines[0]):
        raise _whole(path, "there is no heading row")
    headings = lines[0]
    kept = [(n, line) for n, line in enumerate(lines[1:], start=2) if any(line)]
    problems = [
        Problem(path.name, 1, heading, "the heading appears twice")
        for i, heading in enumerate(headings)
        if heading and heading in headings[:i]
    ]
    problems += [
        Problem(path.name, n, "", f"has {len(line)} cells where the heading has {len(headings)}")
        for n, line in kept
        if len(line) != len(headings)
    ]
    if not kept:
        problems.append(Problem(path.name, 0, "", "there is no row below the heading"))
    if problems:
        raise BadInputError(problems)
    return Table(path.name, headings, tuple(line for _, line in kept), tuple(n for n, _ in kept))


def _write_parquet(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({name: list(values) for name, values in columns.items()}), path)


def _write_workbook(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

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
