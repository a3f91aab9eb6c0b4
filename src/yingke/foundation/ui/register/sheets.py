"""Spreadsheet files: their cells as lists, and lists as a file."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.spreadsheets import harmless, restored

KINDS: Final = (".xlsx", ".csv")
ENCODINGS: Final = ("utf-8", "gb18030")
UNPACKED: Final = 1 << 30  # bytes to which an .xlsx file may unpack
Lines = list[list[Any]]


def read(name: str, content: bytes, *, most: int | None = None) -> Lines:
    """The cells of the first sheet of an .xlsx file, or of a .csv file.

    Empty lines stay as empty lists, so that a line keeps its number. RuleViolation:
    "sheet_unreadable", "sheet_encoding", "sheet_too_long" for more than ``most`` lines.
    """
    lines: Lines = []
    for number, line in enumerate(_cells(name, content)):
        if most is not None and number > most:
            raise RuleViolation("sheet_too_long", field="file", most=most)
        cells = [restored(cell.strip()) if isinstance(cell, str) else cell for cell in line]
        lines.append(cells if any(cell not in (None, "") for cell in cells) else [])
    return lines


def encoding_of(name: str, content: bytes) -> str:
    """How the text of a file is written: ``xlsx``, or for .csv the first of ``ENCODINGS`` in which
    it can be read. RuleViolation "sheet_unreadable", "sheet_encoding"."""
    if kind_of(name) == ".xlsx":
        return "xlsx"
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding
    raise RuleViolation("sheet_encoding", field="file")


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
        sheet.append([harmless(without_zone(cell)) for cell in line])
    book.save(buffer)
    return buffer.getvalue()


def kind_of(name: str) -> str:
    """``.xlsx`` or ``.csv``; RuleViolation "sheet_unreadable" for another file."""
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise RuleViolation("sheet_unreadable", field="file")
    return kind


def _cells(name: str, content: bytes) -> Iterator[Sequence[Any]]:
    encoding = encoding_of(name, content)
    if encoding != "xlsx":
        yield from _csv_lines(content.decode(encoding))
        return
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise RuleViolation("sheet_unreadable", field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        raise RuleViolation("sheet_unreadable", field="file") from error


def _csv_lines(text: str) -> Iterator[Sequence[Any]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:  # such as a cell of more than 128 KB
        raise RuleViolation("sheet_unreadable", field="file") from error


def without_zone(cell: Any) -> Any:
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
