"""The worker's part: a dry run, or the writing of a file as a whole."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import translation

from yingke.foundation.imports import notices, progress, queries, running
from yingke.foundation.imports.events import FileImported
from yingke.foundation.imports.models import Import, ImportedRow
from yingke.foundation.imports.running import Outcome
from yingke.foundation.imports.saving import Effect
from yingke.foundation.imports.terms import State
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.encoding import encode
from yingke.foundation.kernel import clock, ids

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MOST_PROBLEMS: Final = 5000  # kept of a run; the others are counted


def check(*, import_id: int, reader: User | None = None) -> None:
    """Try an import and keep what was found; nothing else is written."""
    _work(import_id, State.CHECKING, reader)


def write(*, import_id: int, reader: User | None = None) -> None:
    """Write a file as a whole.

    If a row turns out to be bad, or a stored row was edited since the dry run, nothing is written
    and the import is back where it was checked, with what was found now.
    """
    _work(import_id, State.WRITING, reader)


def run_here(*, import_id: int, reader: User, keep: bool) -> None:
    """Write a file in this process, as the command line does, or only try it.

    No dry run has come before, so that there is none with which to compare.
    """
    state = State.WRITING if keep else State.CHECKING
    Import.objects.filter(pk=import_id).update(state=state)
    _work(import_id, state, reader)


def _work(import_id: int, state: State, reader: User | None) -> None:
    imported = _claim(import_id, state)
    if imported is None or imported.run is None:
        return
    reader = reader or imported.actor
    language = imported.actor.language if imported.actor else translation.get_language()
    try:
        with translation.override(language), progress.shown(import_id, imported.run) as listener:
            _run(imported, imported.run, state, reader, listener)
    except progress.Cancelled:
        return


@transaction.atomic
def _claim(import_id: int, state: State) -> Import | None:
    """Make this worker the one that runs it; None if it was cancelled or is done."""
    imported = Import.objects.select_for_update(of=("self",)).select_related("actor")
    found = imported.filter(pk=import_id, state=state).first()
    if found is not None:
        found.run, found.done, found.rates = ids.new_uuid(), 0, []
        found.started_at = found.touched_at = clock.now()
        found.save(update_fields=["run", "done", "rates", "started_at", "touched_at"])
    return found


def _run(imported: Import, run: UUID, state: State, reader: Any, listener: Any) -> None:
    began = time.monotonic()
    lines = queries.lines_of(imported)
    read = time.monotonic()
    with transaction.atomic():
        outcome = running.run(
            queries.register_of(imported),
            queries.cells_of(imported, lines),
            reader=reader,
            actor=imported.actor,
            updates=imported.updates,
            listener=listener,
        )
        seconds = {"read": read - began, "run": time.monotonic() - read}
        is_as_checked = outcome.seen == imported.findings.get("seen", outcome.seen)
        keep = state == State.WRITING and not outcome.problems and is_as_checked
        if keep:
            _keep(imported, run, outcome, seconds)
        else:
            transaction.set_rollback(True)
    if not keep:
        _report(imported, run, outcome, seconds, has_changed=state == State.WRITING)


@transaction.atomic
def _report(
    imported: Import, run: UUID, outcome: Outcome, seconds: dict[str, float], *, has_changed: bool
) -> None:
    """Keep what a run has found; ``has_changed`` if it was meant to write."""
    found = _still_ours(imported.pk, run)
    found.state, found.done = State.CHECKED, found.lines
    found.findings = {**_findings(outcome, seconds), "has_changed": has_changed}
    found.run, found.touched_at = None, clock.now()
    found.save(update_fields=["state", "done", "findings", "run", "touched_at"])
    notices.checked(found)


def _keep(imported: Import, run: UUID, outcome: Outcome, seconds: dict[str, float]) -> None:
    """Record what was written, in the transaction that writes it."""
    ImportedRow.objects.bulk_create(
        [_imported_row(imported, effect) for effect in outcome.effects], batch_size=5000
    )
    found = _still_ours(imported.pk, run)
    found.state, found.done, found.run = State.WRITTEN, found.lines, None
    found.findings = _findings(outcome, seconds)
    found.written_at = found.touched_at = clock.now()
    found.seconds = sum(seconds.values())
    found.save()
    journal.record(
        actor=imported.actor,
        event=FileImported(
            found.pk,
            found.register,
            found.file_name,
            outcome.added,
            outcome.changed,
            outcome.unchanged,
        ),
    )
    notices.written(found)


def _still_ours(import_id: int, run: UUID) -> Import:
    rows = Import.objects.defer("content").select_for_update()
    found = rows.filter(pk=import_id, run=run).first()
    if found is None:
        raise progress.Cancelled
    return found


def _imported_row(imported: Import, effect: Effect) -> ImportedRow:
    return ImportedRow(
        source=imported,
        row_id=effect.row.pk,
        is_new=effect.is_new,
        version=getattr(effect.row, "version", None),
        before=encode(effect.before),
    )


def _findings(outcome: Outcome, seconds: dict[str, float]) -> dict[str, Any]:
    causes = Counter((one.cause, one.field, one.label) for one in outcome.problems)
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "bad": len({one.line for one in outcome.problems}),
        "problems": [one.as_json() for one in outcome.problems[:MOST_PROBLEMS]],
        "causes": [
            {"cause": cause, "field": name, "label": label, "count": count}
            for (cause, name, label), count in causes.most_common()
        ],
        "fields": [asdict(one) for one in outcome.fields.values()],
        "seconds": {stage: round(value, 2) for stage, value in seconds.items()},
        "seen": outcome.seen,
    }
