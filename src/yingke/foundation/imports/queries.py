"""Imports that a user may see, and what their pages show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yingke.foundation.imports.models import Import, RememberedColumn
from yingke.foundation.imports.rules.columns import Match
from yingke.foundation.imports.terms import State
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy
from yingke.foundation.ui import register
from yingke.foundation.ui.register import Register, cells, sheets

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.imports.reading import Cells


def visible_to(user: User) -> QuerySet[Import]:
    """Imports of the user; all of them with `imports.manage`."""
    rows = Import.objects.defer("content", "edits").select_related("actor", "undone_by")
    return rows if user.may("imports.manage") else rows.filter(actor=user)


def past(user: User, code: str = "") -> QuerySet[Import]:
    """Imports into one register or all, newest first."""
    rows = visible_to(user).order_by("-pk")
    return rows.filter(register=code) if code else rows


def register_of(imported: Import) -> Register:
    return register.find(imported.register)


def names_of(kind: Register, fields: Mapping[str, Any]) -> dict[str, set[str]]:
    """All names by which a column of a file may call a field."""
    return {
        name: cells.names_of(one, name) | set(kind.synonyms.get(name, ()))
        for name, one in fields.items()
    }


def remembered(code: str) -> dict[str, str]:
    """The fields for which titles stood before; an empty one for a column that was left out."""
    rows = RememberedColumn.objects.filter(register=code)
    return dict(rows.values_list("title", "field"))


def matches(imported: Import) -> list[Match]:
    return [Match.from_json(column) for column in imported.columns]


def lines_of(imported: Import) -> sheets.Lines:
    """The lines of the file as they were uploaded."""
    return sheets.read(imported.file_name, bytes(imported.content))


def cells_of(imported: Import, lines: sheets.Lines) -> Iterator[tuple[int, Cells]]:
    """The numbered lines below the head by field, with what was typed over them."""
    fields = [one.field for one in matches(imported)]
    for number, line in enumerate(lines[imported.head :], start=imported.head + 1):
        edits = imported.edits.get(str(number), {})
        if line and edits is not None:
            given = {name: cell for name, cell in zip(fields, line, strict=False) if name}
            missing = {name: None for name in fields[len(line) :] if name}
            yield number, {**given, **missing, **edits}


def undo_until(imported: Import) -> datetime | None:
    """Until when an import can be undone; None if it was not written, or undone already."""
    if imported.state != State.WRITTEN or imported.written_at is None:
        return None
    until = imported.written_at + cast(timedelta, policy.value("imports.undo_for"))
    return until if until > clock.now() else None


def counted(imported: Import) -> str:
    """How many rows were new, changed and as they were."""
    counts = {name: imported.findings[name] for name in ("added", "changed", "unchanged")}
    return _("%(added)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts


def open_problems(imported: Import) -> Sequence[dict[str, Any]]:
    """The problems of the latest run that nobody has mended since."""
    return [one for one in imported.findings.get("problems", ()) if "mended" not in one]


def is_ready(imported: Import) -> bool:
    """Whether the latest dry run found no problem, and nothing was edited since."""
    findings = imported.findings
    return imported.state == State.CHECKED and findings.get("bad") == 0


def marked_lines(imported: Import, lines: sheets.Lines) -> Iterator[list[Any]]:
    """The lines with what was typed over them, and a last column that says what is wrong."""
    told: dict[int, list[str]] = {}
    for problem in imported.findings.get("problems", ()):
        label = problem["label"]
        words = f"{label}: {problem['text']}" if label else problem["text"]
        told.setdefault(problem["line"], []).append(words)
    fields = [one.field for one in matches(imported)]
    width = max((len(line) for line in lines), default=0)
    for number, line in enumerate(lines, start=1):
        edits = imported.edits.get(str(number)) or {}
        cells = [*line, *[""] * (width - len(line))] if line or number == imported.head else []
        for place, name in enumerate(fields):
            if name in edits and place < len(cells):
                cells[place] = edits[name]
        head = _("Problem") if number == imported.head else "; ".join(told.get(number, ()))
        yield [*cells, head] if cells else []
