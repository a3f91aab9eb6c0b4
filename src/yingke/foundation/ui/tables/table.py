"""A list page's table: which rows, in which order, in which columns, and the links around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from yingke.foundation.kernel.paging import KeysetPage, page_by_key, within
from yingke.foundation.ui.models import SavedView
from yingke.foundation.ui.tables.columns import BulkAction, Column, Order, View
from yingke.foundation.ui.tables.filters import ActiveFilter, Filters

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Heading:
    """A column as the head of the table shows it."""

    column: Column
    url: str
    direction: str  # "ascending", "descending" or "" for aria-sort


@dataclass(frozen=True)
class Row:
    key: Any
    url: str
    cells: tuple[tuple[Column, object], ...]


@dataclass(frozen=True)
class ViewLink:
    name: str
    url: str
    current: bool
    key: int | None = None


class Table:
    """Subclass it in a package's ``web/tables.py`` and declare the class attributes.

    ``orders`` is a dict of name to Order, the first one the default.  The queryset passed in
    starts from what the user may see, with everything its cells touch selected.  Where he sees
    rows in several ways, ``among`` holds a set for each, and the queryset only says what is
    selected: a page then costs the same however many rows each way has.

    With ``as_values`` a row is a dict of what the shown columns read (and of ``pk``), not an
    instance, so that a page builds no objects for columns that it does not show.
    """

    code: ClassVar[str]
    label: ClassVar[object]
    about: ClassVar[object] = ""  # one line under the title of its page
    columns: Sequence[Column]
    orders: ClassVar[dict[str, Order]]
    filters: ClassVar[type[Filters] | None] = None
    built_in: ClassVar[Sequence[View]] = ()
    as_values: ClassVar[bool] = False
    bulk: ClassVar[Sequence[BulkAction]] = ()
    row_dialog: ClassVar[bool] = False
    size: ClassVar[int] = 50
    exports: ClassVar[bool] = True
    empty_title: ClassVar[object] = ""
    empty_text: ClassVar[object] = ""
    id: ClassVar[str] = "table"

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        *,
        among: Sequence[QuerySet[Any]] = (),
    ) -> None:
        self.request = request
        self.parameters = request.GET
        self.form = self.filters(request.GET) if self.filters else None
        narrow = self.form.apply if self.form else lambda rows: rows
        self.among = [narrow(rows) for rows in among]
        self.selected = queryset if among else narrow(queryset)
        self.cursor = request.GET.get("cursor") or None

    @staticmethod
    def row_url(row: Any) -> str:
        """The address of a row, or "" where a row has no page."""
        return ""

    # rows

    @cached_property
    def page(self) -> KeysetPage[Any]:
        """The rows of this page.  Raises kernel's BadCursor."""
        return page_by_key(
            self.selected,
            order=self.order,
            cursor=self.cursor,
            size=self.size,
            among=self.among,
            fields=self.fields,
        )

    @property
    def fields(self) -> list[str]:
        """What is read of each row, if rows are dicts."""
        wanted = ["pk", *(field for column in self.shown for field in column.fields)]
        return wanted if self.as_values else []

    @property
    def queryset(self) -> QuerySet[Any]:
        """All rows of the list, narrowed by its filters."""
        rows = within(self.selected, self.among) if self.among else self.selected
        return rows.values(*self.fields) if self.as_values else rows

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                row["pk"] if self.as_values else row.pk,
                self.row_url(row),
                tuple((column, column.of(row)) for column in self.shown),
            )
            for row in self.page.items
        ]

    @cached_property
    def total(self) -> str:
        """How many rows the list has, ``1,000+`` beyond that: the cost of counting is bounded."""
        if self.page.next_cursor is None and self.page.previous_cursor is None:
            return str(len(self.page.items))
        most = MOST_COUNTED + 1
        ways = [rows.order_by().values("pk")[:most] for rows in self.among or [self.selected]]
        found = (ways[0] if len(ways) == 1 else ways[0].union(*ways[1:])).count()
        return f"{MOST_COUNTED:,}+" if found > MOST_COUNTED else f"{found:,}"

    # order

    @cached_property
    def sort(self) -> tuple[str, bool]:
        """The name of the order and whether it is turned round."""
        wanted = self.parameters.get("sort", "")
        name, turned = wanted.removeprefix("-"), wanted.startswith("-")
        return (name, turned) if name in self.orders else (next(iter(self.orders)), False)

    @property
    def order(self) -> tuple[str, ...]:
        name, turned = self.sort
        order = self.orders[name]
        return order.reversed() if turned else order.keys

    @property
    def headings(self) -> list[Heading]:
        name, turned = self.sort
        found = []
        for column in self.shown:
            if not column.sort:
                found.append(Heading(column, "", ""))
                continue
            current = column.sort == name
            target = f"-{name}" if current and not turned else column.sort
            falling = self.orders[column.sort].keys[0].startswith("-") != turned
            direction = ("descending" if falling else "ascending") if current else ""
            found.append(Heading(column, self.url(sort=target), direction))
        return found

    # columns

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        chosen = set(self.parameters.getlist("column"))
        if not chosen & {column.code for column in self.columns}:
            return tuple(column for column in self.columns if not column.hidden)
        return tuple(c for c in self.columns if c.lead or c.code in chosen)

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.shown) for column in self.columns if not column.lead]

    # addresses

    def url(self, **changes: str | None) -> str:
        """This list with some parameters changed (None takes one away), from its first page."""
        query = self.parameters.copy()
        for name in ("cursor", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        text = query.urlencode()
        return f"{self.request.path}?{text}" if text else self.request.path

    @property
    def active_filters(self) -> list[tuple[ActiveFilter, str]]:
        if self.form is None:
            return []
        return [(found, self.url(**{found.parameter: None})) for found in self.form.active()]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.form and any(self.form.cleaned_data.values()))

    @property
    def query(self) -> str:
        """The query string that a saved view keeps."""
        return self.url().partition("?")[2]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters beside the filters, carried along when the filters are sent."""
        names = ("sort", "column")
        return [(name, value) for name in names for value in self.parameters.getlist(name)]

    # actions

    @property
    def tools_key(self) -> tuple[object, ...] | None:
        """What the tools above an unfiltered list depend on; None if it is filtered."""
        if self.query:
            return None
        views = tuple((view.name, view.url) for view in self.views)
        actions = tuple(str(action.label) for action in self.bulk_actions)
        choices = self.form.offered() if self.form else ()
        return type(self), self.id, self.request.path, views, actions, choices

    @cached_property
    def views(self) -> list[ViewLink]:
        """All rows, the built-in views, and the person's saved views (one query)."""
        path, query = self.request.path, self.query
        owner = self.request.user.pk or 0
        saved = SavedView.objects.filter(owner_key=owner, table=self.code).order_by("name")
        return [
            ViewLink("", path, not query),
            *(
                ViewLink(str(view.label), f"{path}?{view.query}", view.query == query)
                for view in self.built_in
            ),
            *(
                ViewLink(name, f"{path}?{kept}", kept == query, key)
                for name, kept, key in saved.values_list("name", "query", "pk")
            ),
        ]

    @cached_property
    def bulk_actions(self) -> list[BulkAction]:
        user: Any = self.request.user
        return [action for action in self.bulk if action.is_offered_to(user)]
