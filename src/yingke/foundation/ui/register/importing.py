"""Rows of a register from a spreadsheet and back: on a page, and on the command line."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.editing import refuse
from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.pages import page, posted, saved
from yingke.foundation.ui.register import cells, sheets
from yingke.foundation.ui.register.running import Outcome, run
from yingke.foundation.ui.tables.export import SHEET_TYPE
from yingke.foundation.ui.widgets import FileDrop

if TYPE_CHECKING:
    from yingke.foundation.ui.register.declaration import Register

MOST_LINES: Final = 2000  # of a file that a page takes; the command line takes any number
LONG: Final = 28  # characters of a note that needs the whole width
SHOWN: Final = 20  # problems on the page; the copy of the file has all


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"), widget=FileDrop(accept=",".join(sheets.KINDS))
    )


@login_required
@require_http_methods(["GET", "POST"])
def import_rows(request: HttpRequest, register: Register) -> HttpResponse:
    """Check a spreadsheet, or import all of its rows; with a mistake in one none is imported."""
    register.require_add(request.user)
    form = ImportForm(posted(request), request.FILES or None)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file, keep = form.cleaned_data["file"], "check" not in request.POST
        try:
            lines = sheets.read(file.name, file.read(), most=MOST_LINES)
            outcome = run(register, lines, reader=request.user, actor=request.user, keep=keep)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            if keep and not outcome.problems:
                return saved(request, register.url("list"), message=counted(outcome))
            found = _found(file.name, lines, outcome)
    status = 422 if "problems" in found else None
    context = {"form": form, **_around(request, register), **found}
    return page(request, "ui/register/import.html", context, part="dialog", status=status)


def _around(request: HttpRequest, register: Register) -> dict[str, Any]:
    return {
        "register": register,
        "columns": list(_columns(register.form(user=request.user))),
        "trail": [(register.label, register.url("list"))],
        "back": register.url("list"),
        "template_url": register.url("template"),
        "rows_url": register.url("template", rows="all"),
    }


@login_required
@require_GET
def template(request: HttpRequest, register: Register) -> HttpResponse:
    """An empty spreadsheet with the right columns; with ``?rows=all`` one with all rows."""
    register.require_add(request.user)
    rows = register.visible_to(request.user)
    rows = rows if request.GET.get("rows") == "all" else rows.none()
    content = sheets.write(lines_of(register, rows, user=request.user), ".xlsx")
    response = HttpResponse(content, content_type=SHEET_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{register.code}.xlsx"'
    return response


def lines_of(
    register: Register, rows: Any, *, user: Any, coded: bool = False
) -> Iterator[list[Any]]:
    """A head and the rows as an import reads them: ``coded`` for programs, else in words."""
    form = register.form(user=user)
    names = [name for name in form.fields if name not in CARRIED]
    yield [name if coded else str(form.fields[name].label) for name in names]
    related = [name for name in names if isinstance(form.fields[name], forms.ModelChoiceField)]
    for row in rows.select_related(*related).order_by(*register.order):
        yield [cells.written(form.fields[name], getattr(row, name, ""), coded) for name in names]


def counted(outcome: Outcome) -> str:
    """How many rows are new, changed and as they were."""
    return _("%(added)s new, %(changed)s changed, %(unchanged)s unchanged.") % {
        "added": outcome.added, "changed": outcome.changed, "unchanged": outcome.unchanged,
    }  # fmt: skip


def marked_lines(lines: Sequence[Sequence[Any]], outcome: Outcome) -> Iterator[list[Any]]:
    """A copy of the lines with a last column that says what is wrong in each."""
    width = max((len(line) for line in lines), default=0)
    for number, line in enumerate(lines, start=1):
        told = "; ".join(problem.words for problem in outcome.problems if problem.line == number)
        head = _("Problem") if number == 1 and not told else told
        yield [*line, *[""] * (width - len(line)), head]


def _found(name: str, lines: sheets.Lines, outcome: Outcome) -> dict[str, Any]:
    """What a check or a failed import has to say; the marked copy travels in its own address."""
    if not outcome.problems:
        return {"counted": counted(outcome)}
    kind = sheets.kind_of(name)
    text = b64encode(sheets.write(marked_lines(lines, outcome), kind)).decode()
    mime = SHEET_TYPE if kind == ".xlsx" else "text/csv"
    return {
        "problems": outcome.problems[:SHOWN],
        "marked": f"data:{mime};base64,{text}",
        "marked_name": f"problems{kind}",
    }


def _columns(form: forms.BaseForm) -> Iterator[dict[str, Any]]:
    """What a file may hold: each column, whether it is needed, and its values if they are few."""
    for name, field in form.fields.items():
        if name not in CARRIED:
            notes = [_("required")] if field.required else []
            notes += [", ".join(cells.choices(field).values())]
            note = " · ".join(filter(None, notes))
            yield {"label": field.label, "note": note, "wide": len(note) > LONG}
