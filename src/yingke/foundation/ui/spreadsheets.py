"""Texts in cells: a spreadsheet must neither run one as a formula nor fail on one."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpResponse

from yingke.foundation.kernel import bounds

# What spreadsheets take for the beginning of a formula, also full-width and after blanks.
_FORMULA: Final = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
MARK: Final = "'"


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe, an unstorable character U+FFFD."""
    if not isinstance(value, str):
        return value
    text = bounds.storable(value)
    return f"{MARK}{text}" if _FORMULA.match(text) else text


def restored(value: Any) -> Any:
    """The cell as it was before `harmless`, for what is exported, edited and imported again."""
    if isinstance(value, str) and value.startswith(MARK) and _FORMULA.match(value[1:]):
        return value[1:]
    return value


def csv_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A few computed rows as a CSV file (UTF-8 with a mark, for Excel)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in (head, *rows):
        writer.writerow(["" if cell is None else harmless(cell) for cell in row])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
