"""The whole list, as filtered and in the shown columns, as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from yingke.foundation.ui.tables.columns import Plain
from yingke.foundation.ui.tables.table import Table

MOST_ROWS: Final = 50_000
FORMATS: Final = ("csv", "xlsx")
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def export(table: Table, kind: str) -> HttpResponseBase:
    """The rows of a table, at most MOST_ROWS, as "csv" (UTF-8 with a mark, for Excel) or "xlsx"."""
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(_csv(table), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_xlsx(table), content_type=SHEET_TYPE)
    stamp = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{table.code}-{stamp}.{kind}"'
    return response


def _lines(table: Table) -> Iterator[list[Plain]]:
    yield [str(column.label) for column in table.shown]
    rows = table.queryset.order_by(*table.order)[:MOST_ROWS]
    for row in rows.iterator(chunk_size=1000):
        yield [_harmless(column.plain(row)) for column in table.shown]


def _harmless(value: Plain) -> Plain:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None)
    return value


def _csv(table: Table) -> Iterator[str]:
    buffer = io.StringIO()
    writer: Any = csv.writer(buffer)
    yield "\ufeff"
    for line in _lines(table):
        writer.writerow(["" if value is None else value for value in line])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _xlsx(table: Table) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.code[:31])
    for line in _lines(table):
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
