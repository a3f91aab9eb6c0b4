"""How a list view answers: the page, the table alone, a file, or a clear 400."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext

from yingke.foundation.kernel.paging import BadCursor
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables.export import FORMATS, export
from yingke.foundation.ui.tables.table import Table


def list_page(
    request: HttpRequest, template: str, table: Table, context: dict[str, Any] | None = None
) -> HttpResponseBase:
    """Answer a list with ``table`` in its context.

    ``?export=csv`` or ``xlsx`` answers the file.  A cursor that this list did not make answers 400
    with a sentence above the first page.
    """
    kind = request.GET.get("export", "")
    if table.exports and kind in FORMATS:
        return export(table, kind)
    values: dict[str, Any] = {"table": table, **(context or {})}
    try:
        table.page  # noqa: B018  # reads the rows, so that a bad cursor shows here
    except BadCursor:
        table.cursor = None
        message = gettext("This page link is not valid. Showing the start of the list.")
        values["table_problem"] = message
        return page(request, template, values, status=400)
    return page(request, template, values)
