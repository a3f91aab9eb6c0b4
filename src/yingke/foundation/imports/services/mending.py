"""Mend the bad rows of a dry run, without another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.foundation.imports import queries
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.services.checking import check
from yingke.foundation.imports.services.locking import locked, touch
from yingke.foundation.imports.terms import Cause, State
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def mend(*, actor: User | None, import_id: int, line: int, field: str, value: str) -> Import:
    """Type over a cell that has a problem; with the last one mended the file is checked again."""
    imported = locked(import_id, actor=actor, states={State.CHECKED})
    _mend(imported, line, field, value)
    return _go_on(imported, actor)


@transaction.atomic
def skip(*, actor: User | None, import_id: int, line: int) -> Import:
    """Leave a bad line out of the import."""
    imported = locked(import_id, actor=actor, states={State.CHECKED})
    _leave_out(imported, line)
    return _go_on(imported, actor)


@transaction.atomic
def adopt(*, actor: User | None, import_id: int) -> Import:
    """Take every suggestion."""
    imported = locked(import_id, actor=actor, states={State.CHECKED})
    for problem in queries.open_problems(imported):
        if problem["suggestion"] is not None:
            _mend(imported, problem["line"], problem["field"], problem["suggestion"])
        elif problem["cause"] == Cause.REPEATED:
            _leave_out(imported, problem["line"])
    return _go_on(imported, actor)


def _mend(imported: Import, line: int, field: str, value: str) -> None:
    wrong = [
        one
        for one in imported.findings["problems"]
        if one["line"] == line and one["field"] == field and field
    ]
    if not wrong:
        raise RuleViolation("import_has_moved_on")
    if imported.edits.get(str(line), {}) is not None:
        imported.edits.setdefault(str(line), {})[field] = value
    for one in wrong:
        one["mended"] = value


def _leave_out(imported: Import, line: int) -> None:
    wrong = [one for one in imported.findings["problems"] if one["line"] == line]
    if not wrong:
        raise RuleViolation("import_has_moved_on")
    imported.edits[str(line)] = None
    for one in wrong:
        one["mended"] = None


def _go_on(imported: Import, actor: User | None) -> Import:
    touch(imported, "edits", "findings")
    unseen = imported.findings["bad"] > len({p["line"] for p in imported.findings["problems"]})
    if queries.open_problems(imported) and not unseen:
        return imported
    return check(actor=actor, import_id=imported.pk)
