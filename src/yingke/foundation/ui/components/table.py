"""``{% data_table table %}``: a table with its filters, views, columns, bulk actions and pages."""

from typing import Any

from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yingke.foundation.ui.components.library import attribute, classes, register
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
    """The rows, written here and not in the template: this is what a list page spends time on."""
    choose = bool(table.bulk_actions)
    return format_html_join("\n", "{}", ((_row(table, row, choose),) for row in rows))


def _row(table: Table, row: Row, choose: bool) -> SafeString:
    box = (
        format_html(
            '<td class="cell-choose"><input type="checkbox" name="pk" value="{}" form="{}-bulk"'
            ' aria-labelledby="{}-{}"></td>',
            row.key, table.id, table.id, row.key,
        )
        if choose
        else ""
    )  # fmt: skip
    cells = format_html_join("", "{}", ((_cell(table, row, c, v),) for c, v in row.cells))
    return format_html("<tr{}>{}{}</tr>", attribute("data-row", bool(row.url)), box, cells)


def _cell(table: Table, row: Row, column: Any, value: object) -> SafeString:
    css = classes("cell-end num" if column.align == "end" else "", "cell-grow" * column.grow)
    if not column.lead:
        return format_html(
            '<td{} data-label="{}">{}</td>', attribute("class", css), column.label, value
        )
    inside = value
    if row.url:
        into = format_html(' hx-get="{}" hx-target="#dialog"', row.url) if table.row_dialog else ""
        inside = format_html('<a href="{}"{} data-row-link>{}</a>', row.url, into, value)
    return format_html(
        '<th scope="row" class="{}" id="{}-{}">{}</th>',
        classes("cell-lead", css), table.id, row.key, inside,
    )  # fmt: skip


@register.simple_tag
def table_url(table: Table, *, export: str) -> str:
    """The address of the list as a file."""
    return table.url(export=export)
