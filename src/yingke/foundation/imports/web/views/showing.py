"""The page of an import, by its state."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.imports import permissions, queries
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.reading import LineReader
from yingke.foundation.imports.terms import State
from yingke.foundation.imports.web import shown
from yingke.foundation.ui import live
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.register import sheets
from yingke.foundation.ui.tables.export import SHEET_TYPE

TEMPLATES: Final = {
    State.COLUMNS: "imports/columns.html",
    State.CHECKED: "imports/checked.html",
    State.CHECKING: "imports/working.html",
    State.WRITING: "imports/working.html",
    State.UNDOING: "imports/working.html",
    State.WRITTEN: "imports/written.html",
    State.UNDONE: "imports/written.html",
}
MOST_MARKED: Final = 5000  # lines of a marked .xlsx file; a longer one is marked as .csv


def import_of(request: UserRequest, pk: int) -> Import:
    """The import, if the user may see it and its register still exists; else 404."""
    imported = get_object_or_404(queries.visible_to(request.user), pk=pk)
    try:
        queries.register_of(imported)
    except LookupError:
        raise Http404 from None
    return imported


def _version(request: UserRequest, asked: str, pk: int) -> str:
    return import_of(request, pk).version


@login_required
@require_GET
@live.versioned(_version)
def show(request: UserRequest, pk: int) -> HttpResponse:
    """Where an import stands, and what can be done next."""
    imported = import_of(request, pk)
    register = queries.register_of(imported)
    state = State(imported.state)
    context = {
        "imported": imported,
        "register": register,
        "steps": shown.steps(imported),
        "size": shown.size(imported),
        "trail": [(register.label, register.url("list")), (_("Import"), register.url("import"))],
        "until": queries.undo_until(imported),
        "may_continue": permissions.can_continue(request.user, imported),
        "may_undo": permissions.can_undo(request.user, imported),
        "template_url": register.url("template"),
        **_of_state(request, imported, state),
    }
    return page(request, TEMPLATES[state], context)


def _of_state(request: UserRequest, imported: Import, state: State) -> dict[str, Any]:
    register = queries.register_of(imported)
    if state == State.COLUMNS:
        reader = LineReader(register, reader=request.user)
        keys = {name for key in (register.key, *register.other_keys) for name in key}
        columns = shown.columns(imported, reader, keys)
        return {
            "columns": columns,
            "asked": [one for one in columns if one.match.is_open],
            "needed": shown.needed(imported, register, reader),
        }
    if imported.is_at_work:
        return {"pace": shown.Pace.of(imported)}
    return {
        "groups": shown.groups(imported, request.GET.get("open", "")),
        "suggested": shown.suggested(imported),
        "open": len(queries.open_problems(imported)),
        "shares": shown.shares(imported),
        "fields": shown.field_changes(imported),
        "is_ready": queries.is_ready(imported),
        "back": register.url("list"),
    }


@login_required
@require_GET
def marked(request: UserRequest, pk: int) -> HttpResponse:
    """The file with a last column that says what is wrong in each line."""
    imported = get_object_or_404(Import, pk=import_of(request, pk).pk)
    lines = queries.lines_of(imported)
    kind = sheets.kind_of(imported.file_name) if len(lines) < MOST_MARKED else ".csv"
    content = sheets.write(queries.marked_lines(imported, lines), kind)
    response = HttpResponse(content, content_type=SHEET_TYPE if kind == ".xlsx" else "text/csv")
    response["Content-Disposition"] = f'attachment; filename="problems-{imported.pk}{kind}"'
    return response
