"""Undo an import: restore what it changed, remove what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from yingke.foundation.imports import queries
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.permissions import can_undo
from yingke.foundation.imports.services.locking import locked, touch
from yingke.foundation.imports.terms import State
from yingke.foundation.kernel import jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

UNDO: Final = "imports.undo"


@transaction.atomic
def undo(*, actor: User | None, import_id: int) -> Import:
    """Have the worker undo an import, within the days of `imports.undo_for`.

    RuleViolation "import_undo_is_over".
    """
    imported = locked(import_id, actor=actor, states={State.WRITTEN}, allowed=can_undo)
    if queries.undo_until(imported) is None:
        raise RuleViolation("import_undo_is_over")
    imported.state, imported.undone_by, imported.done = State.UNDOING, actor, 0
    touch(imported, "state", "undone_by", "done")
    jobs.enqueue(UNDO, import_id=imported.pk)
    return imported
