"""The worker's part of undoing an import.

A row that was edited since keeps its later state, and one to which something refers stays: both
are listed. Restored rows go through the same service as an edit, so that its rules hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yingke.foundation.imports import notices, progress, queries
from yingke.foundation.imports.events import ImportUndone, RowRemoved
from yingke.foundation.imports.models import Import, ImportedRow
from yingke.foundation.imports.references import references
from yingke.foundation.imports.rules.undoing import removable
from yingke.foundation.imports.terms import State
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.encoding import decode
from yingke.foundation.journal.records import ref
from yingke.foundation.kernel import clock, ids
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.refusals import explain

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.register import Register

BATCH: Final = 2000
MOST_KEPT: Final = 500  # named one by one


@dataclass
class _Undoing:
    """What was restored and removed so far, and what had to stay, with the reason."""

    register: Register
    imported: Import
    actor: User | None
    restored: int = 0
    removed: int = 0
    kept: list[tuple[Any, str]] = field(default_factory=list)


def undo(*, import_id: int) -> None:
    """Undo what can be undone, in one transaction; a run that was killed begins anew."""
    imported = _claim(import_id)
    if imported is None or imported.run is None:
        return
    language = imported.undone_by.language if imported.undone_by else translation.get_language()
    with translation.override(language), progress.shown(import_id, imported.run) as listener:
        _undo(imported, listener)


@transaction.atomic
def _claim(import_id: int) -> Import | None:
    rows = Import.objects.select_for_update(of=("self",)).select_related("undone_by", "actor")
    imported = rows.filter(pk=import_id, state=State.UNDOING).first()
    if imported is not None:
        imported.run = ids.new_uuid()
        imported.save(update_fields=["run"])
    return imported


@transaction.atomic
def _undo(imported: Import, listener: Callable[[int], None]) -> None:
    work = _Undoing(queries.register_of(imported), imported, imported.undone_by)
    rows = ImportedRow.objects.filter(source=imported).order_by("pk")
    changed, added = list(rows.filter(is_new=False)), list(rows.filter(is_new=True))
    for batch in _batches(changed):
        _restore(work, batch)
        listener(work.restored)
    _remove(work, added)
    rows_of = Import.objects.defer("content").select_for_update()
    found = rows_of.filter(pk=imported.pk, run=imported.run).first()
    if found is None:
        raise progress.Cancelled
    found.state, found.run = State.UNDONE, None
    found.undone_at = found.touched_at = clock.now()
    found.kept = [
        {"row": row.pk, "label": str(row), "reason": reason}
        for row, reason in work.kept[:MOST_KEPT]
    ]
    found.findings["kept"] = len(work.kept)
    found.save(update_fields=["state", "run", "undone_at", "touched_at", "kept", "findings"])
    journal.record(
        actor=work.actor,
        event=ImportUndone(
            found.pk,
            found.register,
            found.file_name,
            work.restored,
            work.removed,
            len(work.kept),
        ),
    )
    notices.undone(found)


def _restore(work: _Undoing, batch: Sequence[ImportedRow]) -> None:
    stored = _untouched(work, batch)
    befores = {one.row_id: decode(one.before) for one in batch}
    if work.register.save_many is None:
        for pk, row in stored.items():
            _restore_one(work, row, befores[pk])
        return
    writes = [Write(row, befores[pk]) for pk, row in stored.items()]
    work.register.save_many(actor=work.actor, writes=writes)
    for write in writes:
        if write.refused is None:
            work.restored += 1
        else:
            work.kept.append((write.row, explain(write.refused)))


def _restore_one(work: _Undoing, row: Any, before: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            version = getattr(row, "version", None)
            work.register.save(actor=work.actor, pk=row.pk, version=version, **before)
    except RuleViolation as violation:
        work.kept.append((row, explain(violation)))
    else:
        work.restored += 1


def _remove(work: _Undoing, added: Sequence[ImportedRow]) -> None:
    rows: dict[int, Any] = {}
    for batch in _batches(added):
        rows |= _untouched(work, batch)
    model = work.register.model
    going = removable(rows, references(model, list(rows)))
    work.kept += [
        (row, _("Other records refer to it.")) for pk, row in rows.items() if pk not in going
    ]
    journal.record_all(
        actor=work.actor,
        events=[
            RowRemoved(*ref(row), name=str(row), import_id=work.imported.pk)
            for pk, row in rows.items()
            if pk in going
        ],
    )
    for start in range(0, len(ordered := sorted(going)), BATCH):
        model._base_manager.filter(pk__in=ordered[start : start + BATCH])._raw_delete("default")
    work.removed = len(going)


def _untouched(work: _Undoing, batch: Sequence[ImportedRow]) -> dict[int, Any]:
    """The rows as the import left them, locked; those edited since are kept."""
    rows = work.register.model._default_manager.select_for_update()
    stored = {row.pk: row for row in rows.filter(pk__in=[one.row_id for one in batch])}
    for one in batch:
        row = stored.get(one.row_id)
        if row is not None and getattr(row, "version", None) != one.version:
            work.kept.append((stored.pop(one.row_id), _("Edited since the import.")))
    return stored


def _batches(rows: Sequence[ImportedRow]) -> Iterator[Sequence[ImportedRow]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
