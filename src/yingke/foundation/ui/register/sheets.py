"""Spreadsheet files: their cells as lists, and lists as a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.spreadsheets import harmless, restored

KINDS: Final = (".xlsx", ".csv")
Lines = list[list[Any]]


def read(name: str, content: bytes, *, most: int | None = None) -> Lines:
    """The cells of the first sheet of an .xlsx file, or of a .csv file (UTF-8 or GB 18030).

    Empty lines stay as empty lists, so that a line keeps its number. RuleViolation:
    "sheet_unreadable", "sheet_too_long" for more than ``most`` lines.
    """
    lines: Lines = []
    for number, line in enumerate(_cells(name, content)):
        if most is not None and number > most:
            raise RuleViolation("sheet_too_long", field="file", most=most)
        cells = [restored(cell.strip()) if isinstance(cell, str) else cell for cell in line]
        lines.append(cells if any(cell not in (None, "") for cell in cells) else [])
    return lines


def write(lines: Iterable[Sequence[Any]], kind: str) -> bytes:
    """The lines as an .xlsx or .csv file (UTF-8 with a mark, for Excel)."""
    if kind == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
        return text.getvalue().encode("utf-8-sig")
    from openpyxl import Workbook

    book, buffer = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for line in lines:
        sheet.append([harmless(_without_zone(cell)) for cell in line])
    book.save(buffer)
    return buffer.getvalue()


def kind_of(name: str) -> str:
    """``.xlsx`` or ``.csv``; RuleViolation "sheet_unreadable" for another file."""
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise RuleViolation("sheet_unreadable", field="file")
    return kind


def _cells(name: str, content: bytes) -> Iterator[Sequence[Any]]:
    if kind_of(name) == ".csv":
        yield from _csv_lines(content)
        return
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        raise RuleViolation("sheet_unreadable", field="file") from error


def _csv_lines(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _without_zone(cell: Any) -> Any:
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
