"""The spreadsheet to fill in: the names of the columns, each with a note on what it takes."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.register import Register, cells, exporting, sheets
from yingke.foundation.ui.spreadsheets import harmless

LONG = 28  # characters of a note that needs the whole width
WIDTH = 18


def notes(register: Register, user: Any) -> list[dict[str, Any]]:
    """What a file may hold: each column, whether it is needed, and its values if they are few."""
    fields = register.form(user=user).fields
    return [
        {"label": field.label, "note": note, "wide": len(note) > LONG}
        for name, field in fields.items()
        if name not in CARRIED
        for note in [_note(register, name, field)]
    ]


def workbook(register: Register, rows: Any, user: Any) -> bytes:
    """An .xlsx file with the rows; the notes are comments on the cells of its head."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment

    book, buffer = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    lines = exporting.lines_of(register, rows, user=user)
    head = []
    for label, column in zip(next(lines), notes(register, user), strict=True):
        cell = WriteOnlyCell(sheet, value=harmless(label))
        if column["note"]:
            cell.comment = Comment(column["note"], "Yingke")
        head.append(cell)
    for number in range(len(head)):
        sheet.column_dimensions[chr(ord("A") + number % 26)].width = WIDTH
    sheet.append(head)
    for line in lines:
        sheet.append([harmless(sheets.without_zone(cell)) for cell in line])
    book.save(buffer)
    return buffer.getvalue()


def _note(register: Register, name: str, field: Any) -> str:
    parts = [_("key")] if name in register.key else []
    parts += [_("required")] if field.required else []
    parts += [str(field.help_text), ", ".join(cells.choices(field).values())]
    return " · ".join(filter(None, parts))
