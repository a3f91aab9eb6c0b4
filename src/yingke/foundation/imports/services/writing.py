"""Write a checked file, and what the worker does for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from yingke.foundation.imports import queries
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.services.locking import locked, touch
from yingke.foundation.imports.terms import State
from yingke.foundation.kernel import jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

WRITE: Final = "imports.write"


@transaction.atomic
def write(*, actor: User | None, import_id: int) -> Import:
    """Have the worker write a file in whose dry run no row was bad.

    RuleViolation "import_has_bad_rows".
    """
    imported = locked(import_id, actor=actor, states={State.CHECKED})
    if not queries.is_ready(imported):
        raise RuleViolation("import_has_bad_rows", count=imported.findings.get("bad", 0))
    imported.state, imported.done, imported.run = State.WRITING, 0, None
    touch(imported, "state", "done", "run")
    jobs.enqueue(WRITE, import_id=imported.pk)
    return imported
