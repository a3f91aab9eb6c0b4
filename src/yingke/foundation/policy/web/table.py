"""The values of a parameter that depends on one or two dimensions, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yingke.foundation.policy import queries
from yingke.foundation.policy.dimensions import dimensions
from yingke.foundation.policy.parameters import Parameter

Label = str | Promise


@dataclass(frozen=True)
class TableCell:
    """A value in words, and the address where it is changed."""

    column: Label
    words: str
    is_own: bool
    url: str


@dataclass(frozen=True)
class ValueTable:
    """Rows by the codes of the first dimension; columns by those of the second, if there is one."""

    corner: Label
    columns: list[Label]
    rows: list[tuple[Label, list[TableCell]]]


def table_of(parameter: Parameter) -> ValueTable | None:
    """The table of a parameter; None if it depends on no dimension, or on more than two."""
    if not parameter.is_table:
        return None
    first, *second = [one for code in parameter.dimensions if (one := dimensions.get(code))]
    columns = list(second[0].choices()) if second else [("", _("Value"))]
    rows = []
    for code, label in first.choices():
        cases = [
            {first.code: code, **{one.code: column for one in second}} for column, _label in columns
        ]
        found = zip(columns, cases, queries.cells(parameter, cases), strict=True)
        cells = [
            TableCell(name, parameter.in_words(cell.value), cell.is_own, _url(parameter, case))
            for (_code, name), case, cell in found
        ]
        rows.append((label, cells))
    return ValueTable(first.label, [name for _code, name in columns], rows)


def _url(parameter: Parameter, case: dict[str, str]) -> str:
    return f"{reverse('policy:change', args=[parameter.code])}?{urlencode(case)}"
