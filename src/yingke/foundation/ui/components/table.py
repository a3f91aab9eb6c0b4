"""``{% data_table table %}``: a table with its filters, views, columns, bulk actions and pages."""

from html import escape
from typing import Any

from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from yingke.foundation.ui.components.library import classes, register
from yingke.foundation.ui.tables.columns import Column
from yingke.foundation.ui.tables.table import Row, Table


@register.inclusion_tag("ui/components/table.html", takes_context=True)
def data_table(context: Context, table: Table) -> dict[str, Any]:
    request = context["request"]
    rows = table.rows
    return {
        "table": table,
        "rows": rows,
        "body": _body(table, rows),
        "problem": context.get("table_problem", ""),
        "request": request,
        "csrf_token": get_token(request),
    }


def _body(table: Table, rows: list[Row]) -> SafeString:
    """The rows.  This is what a list page spends its time on, so what all rows share is written
    once, and only what differs is put between."""
    choose = bool(table.bulk_actions)
    opened = [_opening(column) for column in table.shown]
    into = ' hx-target="#dialog" hx-get="{}"' if table.row_dialog else ""
    pieces: list[str] = []
    for row in rows:
        url, mark = _text(row.url), f"{table.id}-{row.key}"
        pieces.append("<tr data-row>" if url else "<tr>")
        if choose:
            pieces.append(
                f'<td class="cell-choose"><input type="checkbox" name="pk" value="{row.key}"'
                f' form="{table.id}-bulk" aria-labelledby="{mark}"></td>'
            )
        for (column, value), start in zip(row.cells, opened, strict=True):
            if not column.lead:
                pieces += (start, _text(value), "</td>")
            elif url:
                link = f'<a href="{url}"{into.format(url)} data-row-link>{_text(value)}</a>'
                pieces.append(f'{start} id="{mark}">{link}</th>')
            else:
                pieces.append(f'{start} id="{mark}">{_text(value)}</th>')
        pieces.append("</tr>\n")
    return mark_safe("".join(pieces))  # noqa: S308  # every value went through _text


def _opening(column: Column) -> str:
    """The tag that opens a cell of this column; a title's stays open for its id."""
    css = classes(
        "cell-lead" * column.lead,
        "cell-end num" * (column.align == "end"),
        "cell-grow" * column.grow,
    )
    if column.lead:
        return f'<th scope="row" class="{css}"'
    shape = f' class="{css}"' if css else ""
    return f'<td{shape} data-label="{_text(column.label)}">'


def _text(value: object) -> str:
    """A value as HTML: what a component drew stays, all else is escaped."""
    drawn = getattr(value, "__html__", None)
    return str(drawn()) if drawn is not None else escape(str(value))


@register.simple_tag
def table_url(table: Table, *, export: str) -> str:
    """The address of the list as a file."""
    return table.url(export=export)
