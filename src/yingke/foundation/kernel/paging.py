"""Keyset pagination: each page starts after the last row of the previous one.

Unlike with an offset, the cost of a page does not depend on its number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

from .errors import RuleViolation

_SALT = "yingke.paging"
Row = TypeVar("Row", bound=Model)


class BadCursor(RuleViolation):
    """The cursor belongs to another list or was tampered with."""

    def __init__(self) -> None:
        super().__init__("bad_cursor")


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """Rows of one page; a cursor is None if there is no page in that direction."""

    items: Sequence[Row]
    next_cursor: str | None
    previous_cursor: str | None


def page_by_key(
    queryset: QuerySet[Row],
    *,
    order: tuple[str, ...],
    cursor: str | None,
    size: int,
    among: Sequence[QuerySet[Row]] = (),
    fields: Sequence[str] = (),
) -> KeysetPage[Row]:
    """Return one page of at most `size` rows in `order`, in one query.

    `order` names columns without nulls, the last one unique (`("-arrives_at", "-pk")`). `cursor`
    comes from another page, None for the first. Raises BadCursor.

    `among` restricts the rows to those in one of these querysets (same model and columns). Of
    several, at most a page of keys is read from each through its own index, before any joins.

    With `fields`, the rows are dicts of these fields and of those in `order`, not instances.
    """
    backwards, after = _read(cursor, order) if cursor else (False, None)
    direction = tuple(_flip(name) for name in order) if backwards else order

    def first_of(rows: QuerySet[Row]) -> QuerySet[Row]:
        rows = rows.order_by(*direction)
        return (rows if after is None else rows.filter(_beyond(direction, after)))[: size + 1]

    if among:
        several = len(among) > 1
        queryset = within(queryset, [first_of(rows) for rows in among] if several else among)
    rows: QuerySet[Any, Any] = first_of(queryset)
    if fields:
        rows = rows.values(*dict.fromkeys([*fields, *map(_column, order)]))
    found = list(rows)
    more, items = len(found) > size, found[:size]
    if backwards:
        items.reverse()
    has_next = bool(items) and (more if not backwards else True)
    has_previous = bool(items) and (cursor is not None if not backwards else more)
    return KeysetPage(
        items=items,
        next_cursor=_write(items[-1], order, backwards=False) if has_next else None,
        previous_cursor=_write(items[0], order, backwards=True) if has_previous else None,
    )


def within(queryset: QuerySet[Row], among: Sequence[QuerySet[Row]]) -> QuerySet[Row]:
    """Return the rows of `queryset` that are in one of the querysets `among`, each once."""
    if len(among) == 1:
        return queryset & among[0]
    keys = [rows.values("pk") for rows in among]
    return queryset.filter(pk__in=keys[0].union(*keys[1:], all=True))


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """Condition for rows strictly after `values`; the first column bounds the index scan."""
    condition = Q()
    for last in range(len(order)):
        step = Q()
        for name, value in zip(order[:last], values[:last], strict=True):
            step &= Q(**{_column(name): value})
        side = "lt" if order[last].startswith("-") else "gt"
        step &= Q(**{f"{_column(order[last])}__{side}": values[last]})
        condition |= step
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{_column(order[0])}__{bound}": values[0]}) & condition


def _column(name: str) -> str:
    return name.removeprefix("-")


def _write(row: Model, order: tuple[str, ...], *, backwards: bool) -> str:
    values = [_plain(_follow(row, _column(name))) for name in order]
    return signing.dumps([int(backwards), list(order), values], salt=_SALT, compress=True)


def _follow(row: Any, path: str) -> Any:
    if isinstance(row, dict):  # a row of `values()`, keyed by the full path
        return row[path]
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    json.dumps(value)  # fails for a column of an unsupported type
    return value


def _read(cursor: str, order: tuple[str, ...]) -> tuple[bool, list[Any]]:
    try:
        backwards, signed_order, values = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursor from error
    if tuple(signed_order) != order:
        raise BadCursor
    return bool(backwards), values
