"""The whole list, as filtered and in the shown columns, as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui.spreadsheets import harmless
from yingke.foundation.ui.tables.columns import Plain
from yingke.foundation.ui.tables.table import Table

MOST_ROWS: Final = 50_000
FORMATS: Final = ("csv", "xlsx")
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CUT: Final = _("More rows follow after these {count:,}. Narrow the list with filters.")


def export(table: Table, kind: str) -> HttpResponseBase:
    """The rows of a table as "csv" (UTF-8 with a mark, for Excel) or "xlsx".

    Of more than MOST_ROWS the first are in it, and a last line says so.
    """
    response: HttpResponseBase
    if kind == "csv":
        lines = _as_the_page(_csv(table))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_xlsx(table), content_type=SHEET_TYPE)
    stamp = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{table.code}-{stamp}.{kind}"'
    return response


def _as_the_page(chunks: Iterator[str]) -> Iterator[str]:
    """Each chunk in the page's language and by its clock: a stream is read after both are gone."""
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def chunk() -> str | None:
        with translation.override(language), timezone.override(zone):
            return next(chunks, None)

    return iter(chunk, None)


def _lines(table: Table) -> Iterator[list[Plain]]:
    yield [str(column.label) for column in table.shown]
    rows = table.queryset.order_by(*table.order)[: MOST_ROWS + 1]
    for number, row in enumerate(rows.iterator(chunk_size=1000)):
        if number == MOST_ROWS:
            yield [CUT.format(count=MOST_ROWS)]
            return
        yield [_cell(column.plain(row)) for column in table.shown]


def _cell(value: Plain) -> Plain:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None)
    cell: Plain = harmless(value)
    return cell


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
