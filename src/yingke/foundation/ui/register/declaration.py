"""What a package declares in its ``web/registers.py``, and where the declarations are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.module_loading import autodiscover_modules

from yingke.foundation.kernel.errors import require
from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.register import tables
from yingke.foundation.ui.register.tables import Bulk
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from yingke.foundation.ui.model_forms import ModelEditForm

# name in the addresses and as a view of `register.views`: the end of the address
PAGES = {
    "list": "",
    "new": "new/",
    "import": "import/",
    "template": "import/template/",
    "bulk": "bulk/<slug:action>/",
    "detail": "<int:pk>/",
    "edit": "<int:pk>/edit/",
    "history": "<int:pk>/history/",
}


@dataclass(frozen=True, kw_only=True)
class Register:
    """One kind of rows, from which its pages, API operations, import and export are made.

    ``code`` names it in the API and on the command line; ``path`` is where its addresses begin, and
    ``prefix`` begins their names (``code`` and a dash unless given).  ``rows(user)`` are those the
    user may see, with all that ``columns`` touch selected; without one of the permissions
    ``needs``, if there are any, none of its pages is there.  ``can_edit(user)`` says who may add,
    ``can_edit(user, row)`` who may edit one.  ``save(actor=…, pk=…, version=…, **columns)`` is the
    service: a new row if ``pk`` is None.

    ``columns`` are names of the model or ``Column``; the first leads to the row.  ``hidden`` ones
    are shown when chosen, and with the others on the row's page.  ``filters`` are names of columns,
    or a form.  ``order`` are columns that are never null, the last one unique; ``orders`` are more
    of them by the name that a column's ``sort`` gives.  ``key`` says by which columns an import
    finds the row to edit.  Registers of a ``group`` are tabs of one page.  ``shown_at(row)`` is the
    page that shows a row, if it has none of its own.  What is particular to an object has a view
    beside its declaration: see ``urls``.

    For imports: ``other_keys`` find rows where a file lacks a column of ``key``; ``synonyms`` are
    more names of a field's column; ``suggest`` gives by field what a wrong cell most likely meant,
    or None.  ``save_many(actor=…, writes=…)`` does for many ``kernel.bulk.Write`` what ``save``
    does for one, where single rows would take too long.
    """

    code: str
    model: type[Model]
    label: object
    new: object
    icon: str
    path: str
    rows: Callable[[Any], QuerySet[Any]]
    can_edit: Callable[..., bool]
    form: type[ModelEditForm]
    save: Callable[..., Any]
    columns: Sequence[str | Column]
    hidden: Sequence[str | Column] = ()
    filters: Sequence[str] | type[Filters] = ()
    order: tuple[str, ...] = ("sort_key", "pk")
    orders: Mapping[str, Order] = field(default_factory=dict)
    key: tuple[str, ...] = ("name",)
    bulk: Sequence[Bulk] = ()
    group: str = ""
    prefix: str | None = None
    shown_at: Callable[[Any], str] | None = None
    needs: tuple[str, ...] = ()
    other_keys: tuple[tuple[str, ...], ...] = ()
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    suggest: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    save_many: Callable[..., None] | None = None

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """The rows that a user may see; Http404 for who lacks what all its pages need."""
        if self.needs and not any(user.may(permission) for permission in self.needs):
            raise Http404
        return self.rows(user)

    def require_add(self, user: Any) -> None:
        """Raise NotAllowed for who may see rows but not add one, Http404 like `visible_to`."""
        self.visible_to(user)
        require(self.can_edit(user))

    def urls(self, **views: Callable[..., Any]) -> list[URLPattern]:
        """The addresses of the pages; a view given by a name of ``PAGES`` takes that one's place.

        A view gets the request, ``register``, and what its address holds.
        """
        from yingke.foundation.ui.register.views import VIEWS

        given: dict[str, Any] = {"register": self}
        return [
            path(self.path + end, {**VIEWS, **views}[page], given, name=self._prefix + page)
            for page, end in PAGES.items()
            if page in {**VIEWS, **views} and (page != "detail" or self.shown_at is None)
        ]

    def name(self, page: str) -> str:
        """The name of an address: ``resources:hotels-detail``."""
        return f"{self.model._meta.app_label}:{self._prefix}{page}"

    def url(self, page: str, *args: Any, **query: Any) -> str:
        return reverse(self.name(page), args=args, query=query or None)

    def address(self, row: Any) -> str:
        """The page that shows a row."""
        return self.shown_at(row) if self.shown_at else row_address(self.name("detail"), row.pk)

    @property
    def _prefix(self) -> str:
        return f"{self.code}-" if self.prefix is None else self.prefix

    @cached_property
    def every_column(self) -> tuple[Column, ...]:
        """All columns, the leading one first."""
        return tables.columns_of(self)

    @cached_property
    def table(self) -> type[Table]:
        return tables.table_of(self)

    def listed(self, request: HttpRequest) -> Table:
        """The list for the user of a request, narrowed by what its address says."""
        return self.table(request, self.visible_to(request.user))

    @property
    def siblings(self) -> list[Register]:
        """The registers of its group, itself among them; empty if it stands alone."""
        return [one for one in registers() if one.group == self.group] if self.group else []


_registers: Registry[Register] = Registry()


def add(*declared: Register) -> None:
    """Make registers known to the API, the command line and the tabs of their group."""
    _registers.add(*declared)


@cache
def _discover() -> None:
    autodiscover_modules("web.registers")


def registers() -> Registry[Register]:
    """Every declared register by its code."""
    _discover()
    return _registers


def find(code: str) -> Register:
    """The register with this code; LookupError if there is none."""
    found = registers().get(code)
    if found is None:
        raise LookupError(code)
    return found
