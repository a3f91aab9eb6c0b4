"""What a table declares: its columns, orders and bulk actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui import dates

Plain = str | int | float | Decimal | date | datetime | bool | None


@dataclass(frozen=True)
class Column:
    """One column.

    ``value`` is a path of attributes ("account.label") or a callable(row); what it returns is
    escaped unless it comes from a component (``pill(…)``, ``person(…)``).  ``text`` gives the plain
    value for an export where that differs.  ``sort`` names one of the table's orders.  ``hidden``
    columns are shown when chosen.  ``lead`` is the row's title: it carries the link to the row.

    The rows of a table with ``as_values`` are dicts: a path then names a field ("account__label"
    the name in the reader's language), and ``reads`` the fields that a callable looks at.
    """

    code: str
    label: object
    value: str | Callable[[Any], object]
    text: Callable[[Any], Plain] | None = None
    sort: str = ""
    align: Literal["start", "end"] = "start"
    hidden: bool = False
    lead: bool = False
    grow: bool = False
    reads: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a row of ``values()`` needs for this column."""
        if callable(self.value):
            return self.reads
        path, label = self.value.removesuffix("label"), self.value.endswith("label")
        return (f"{path}name", f"{path}name_en") if label else (self.value,)

    def of(self, row: Any) -> object:
        """The cell as the page shows it."""
        return shown(self._raw(row))

    def plain(self, row: Any) -> Plain:
        """The cell as a file has it."""
        if self.text is not None:
            return self.text(row)
        raw = self._raw(row)
        if isinstance(raw, SafeString):
            return strip_tags(raw)
        return raw if isinstance(raw, Plain) else str(raw)

    def _raw(self, row: Any) -> object:
        if callable(self.value):
            return self.value(row)
        if isinstance(row, dict):
            name, *english = (row[field] for field in self.fields)
            return in_language(name, *english) if english and name else name
        found: Any = row
        for name in self.value.split("."):
            found = getattr(found, name, None)
            if found is None:
                return None
        return found() if callable(found) else found


def shown(value: object) -> object:
    """Times in the reader's zone, numbers in groups, a dash for what is not known."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return dates.full(value if timezone.is_aware(value) else timezone.make_aware(value))
    if isinstance(value, date):
        return dates.year_day(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return value


@dataclass(frozen=True)
class Order:
    """A way to sort: columns that are never null, the last one unique (kernel.paging)."""

    label: object
    keys: tuple[str, ...]

    def reversed(self) -> tuple[str, ...]:
        return tuple(k[1:] if k.startswith("-") else f"-{k}" for k in self.keys)


@dataclass(frozen=True)
class View:
    """A view that comes with the table: its query string holds filters, order and columns."""

    label: object
    query: str


@dataclass(frozen=True)
class BulkAction:
    """Something done to the chosen rows: their keys are sent to ``url_name`` as ``pk``.

    ``permission`` is a permission's name or a callable(user) -> bool; None is for everyone.
    """

    label: object
    url_name: str
    args: tuple[object, ...] = ()
    icon: str = ""
    permission: str | Callable[[Any], bool] | None = None
    confirm: object = ""
    danger: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)

    def is_offered_to(self, user: Any) -> bool:
        if self.permission is None or callable(self.permission):
            return self.permission is None or self.permission(user)
        return bool(user.may(self.permission))
