"""Match the columns of a file, and have the worker check it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction

from yingke.foundation.imports import queries, running
from yingke.foundation.imports.models import Import, RememberedColumn
from yingke.foundation.imports.permissions import can_undo
from yingke.foundation.imports.rules.columns import folded
from yingke.foundation.imports.services import matching
from yingke.foundation.imports.services.locking import locked, touch
from yingke.foundation.imports.terms import Reason, State
from yingke.foundation.kernel import jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

CHECK: Final = "imports.check"
MATCHING: Final = (State.COLUMNS, State.CHECKED)
BACK: Final = {State.CHECKING: State.COLUMNS, State.WRITING: State.CHECKED}


@transaction.atomic
def choose_columns(
    *,
    actor: User | None,
    import_id: int,
    fields: Sequence[str],
    updates: bool,
    remember: bool = False,
) -> Import:
    """Say for each column of the file which field it stands for, "" to leave it out.

    RuleViolation "import_column_twice", "import_key_missing".
    """
    imported = locked(import_id, actor=actor, states=MATCHING)
    matches = queries.matches(imported)
    if len(fields) != len(matches):
        raise RuleViolation("import_has_moved_on")
    twice = [name for name, count in Counter(filter(None, fields)).items() if count > 1]
    if twice:
        raise RuleViolation("import_column_twice", register=imported.register, name=twice[0])
    register = queries.register_of(imported)
    if not running.key_of(register, fields):
        raise RuleViolation("import_key_missing", register=imported.register)
    chosen = [
        one
        if one.field == name and not one.is_open
        else replace(one, field=name, reason=_why(name))
        for one, name in zip(matches, fields, strict=True)
    ]
    imported.columns = [one.as_json() for one in chosen]
    imported.state, imported.updates = State.COLUMNS, updates
    imported.edits, imported.findings = {}, {}
    touch(imported, "columns", "state", "updates", "edits", "findings")
    if remember:
        RememberedColumn.objects.bulk_create(
            [
                RememberedColumn(
                    register=imported.register, title=folded(one.title), field=one.field
                )
                for one in {folded(one.title): one for one in chosen if one.title}.values()
            ],
            update_conflicts=True,
            unique_fields=["register", "title"],
            update_fields=["field"],
        )
    return imported


@transaction.atomic
def guess_again(*, actor: User, import_id: int) -> Import:
    """Match the columns anew, and forget what their titles stood for before."""
    imported = locked(import_id, actor=actor, states=MATCHING)
    titled = [(one.title, one.samples) for one in queries.matches(imported)]
    titles = [folded(title) for title, _samples in titled]
    RememberedColumn.objects.filter(register=imported.register, title__in=titles).delete()
    register = queries.register_of(imported)
    imported.columns = matching.guess(register, reader=actor, titled=titled)
    imported.state, imported.edits, imported.findings = State.COLUMNS, {}, {}
    touch(imported, "columns", "state", "edits", "findings")
    return imported


@transaction.atomic
def check(*, actor: User | None, import_id: int) -> Import:
    """Have the worker try the import without writing anything."""
    imported = locked(import_id, actor=actor, states=MATCHING)
    if not running.key_of(
        queries.register_of(imported), [one.field for one in queries.matches(imported)]
    ):
        raise RuleViolation("import_key_missing", register=imported.register)
    imported.state, imported.done, imported.run = State.CHECKING, 0, None
    touch(imported, "state", "done", "run")
    jobs.enqueue(CHECK, import_id=imported.pk)
    return imported


@transaction.atomic
def cancel(*, actor: User | None, import_id: int) -> Import:
    """Stop the worker; nothing of what it did is kept."""
    imported = locked(import_id, actor=actor, states=BACK, allowed=can_undo)
    imported.state, imported.run = BACK[State(imported.state)], None
    touch(imported, "state", "run")
    return imported


def _why(name: str) -> Reason:
    return Reason.BY_HAND if name else Reason.UNKNOWN
