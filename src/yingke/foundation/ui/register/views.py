"""The pages of every register.  Each starts from the rows that the user may see (else 404) and
refuses with ``NotAllowed`` (403) what they may not do to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_list_or_404, get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.kernel.errors import require
from yingke.foundation.kernel.ids import parse_ids
from yingke.foundation.ui import history
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import page, posted
from yingke.foundation.ui.tables import list_page

if TYPE_CHECKING:
    from yingke.foundation.ui.editing import Trail
    from yingke.foundation.ui.register.declaration import Register
    from yingke.foundation.ui.tables import Column

LATEST = 8  # lines of history on a row's page
LONG = 28  # characters of a fact that needs the whole width


@login_required
@require_GET
def list_rows(request: HttpRequest, register: Register) -> HttpResponseBase:
    """The rows that the reader may see."""
    context = {
        "register": register,
        "may_edit": register.can_edit(request.user),
        "new_url": register.url("new"),
        "import_url": register.url("import"),
        "tabs": [(one, one.url("list"), one is register) for one in register.siblings],
    }
    return list_page(request, "ui/register/list.html", register.listed(request), context)


@login_required
@require_GET
def detail(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """One row with its facts, and for those who may edit it what was changed."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    return detail_page(request, register, row)


def detail_page(
    request: HttpRequest,
    register: Register,
    row: Any,
    *,
    template: str = "ui/register/detail.html",
    **context: Any,
) -> HttpResponse:
    """The page of a row; a view of the object's own gives its template and what it shows more."""
    may_edit = register.can_edit(request.user, row)
    values = {
        "register": register,
        "row": row,
        "other_name": _other_name(row),
        "may_edit": may_edit,
        "facts": [_fact(column, row) for column in register.every_column[1:]],
        "edit_url": register.url("edit", row.pk) if may_edit else "",
        "history_url": register.url("history", row.pk),
        "trail": trail_of(register),
    }
    if "history" not in context:
        values["history"] = history.latest(row, LATEST) if may_edit else ()
    return page(request, template, values | context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, register: Register) -> HttpResponse:
    """Add a row; parameters of the address are the form's first values."""
    register.require_add(request.user)
    form = register.form(posted(request), initial=request.GET.dict(), user=request.user)
    return edit_page(
        request,
        form,
        lambda: register.save(actor=request.user, **form.columns()),
        title=register.new,
        back=register.url("list"),
        go=register.address,
        trail=trail_of(register),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Edit a row; of two editors the second sees both versions."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    require(register.can_edit(request.user, row))
    form = register.form(posted(request), instance=row, user=request.user)
    return edit_page(
        request,
        form,
        lambda: register.save(
            actor=request.user, pk=pk, version=form.seen_version, **form.columns()
        ),
        title=_("Edit %(name)s") % {"name": row},
        back=register.address(row),
        trail=trail_of(register, row),
        row=row,
    )


@login_required
@require_GET
def history_of(request: HttpRequest, register: Register, pk: int) -> HttpResponseBase:
    """All that was changed on a row, for those who may edit it."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    require(register.can_edit(request.user, row))
    context = {"register": register, "row": row, "trail": trail_of(register, row)}
    table = history.table(request, row)
    return list_page(request, "ui/register/history.html", table, context)


@login_required
@require_POST
def bulk(request: HttpRequest, register: Register, action: str) -> HttpResponse:
    """Do one thing to the chosen rows: to all of them, or to none if one refuses."""
    wanted = next((one for one in register.bulk if one.code == action), None)
    if wanted is None:
        raise Http404
    keys = parse_ids(request.POST.getlist("pk"))
    rows = get_list_or_404(register.visible_to(request.user), pk__in=keys)
    for row in rows:
        require(register.can_edit(request.user, row))

    @transaction.atomic
    def act() -> None:
        for row in rows:
            register.save(actor=request.user, pk=row.pk, **wanted.columns)

    done = ngettext("%(n)s row changed.", "%(n)s rows changed.", len(rows)) % {"n": len(rows)}
    return perform(request, act, back=register.url("list"), message=done)


def _fact(column: Column, row: Any) -> tuple[object, object, bool]:
    """A column's label, its value, and whether that needs the whole width."""
    value = column.of(row)
    return column.label, value, len(str(column.plain(row) or "")) > LONG


def _other_name(row: Any) -> str:
    """The name in the other language, of a row that has two."""
    names = {"zh-Hans": getattr(row, "name", ""), "en": getattr(row, "name_en", "")}
    other = ((language, name) for language, name in names.items() if name and name != str(row))
    return next((format_html('<span lang="{}">{}</span>', *pair) for pair in other), "")


def trail_of(register: Register, row: Any = None) -> Trail:
    """The way to a page below the list, or below the page of a row."""
    above = [(register.label, register.url("list"))]
    return above if row is None else [*above, (row, register.address(row))]


# "import" and "template" are the views of `foundation.imports`, which puts them here.
VIEWS: dict[str, Callable[..., Any]] = {
    "list": list_rows,
    "new": new,
    "bulk": bulk,
    "detail": detail,
    "edit": edit,
    "history": history_of,
}
