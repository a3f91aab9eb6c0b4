"""Writing the lines of a file into a register, in batches; the caller's transaction is its frame.

What a run finds is the same whether the register saves many rows at once or each one through its
form and service. A dry run is a run whose transaction is rolled back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from yingke.foundation.imports import faults
from yingke.foundation.imports.faults import Fault, Problem
from yingke.foundation.imports.reading import Cells, Line, LineReader
from yingke.foundation.imports.saving import Effect, Saver, saver_of
from yingke.foundation.imports.terms import Cause
from yingke.foundation.ui.register import Register, cells

BATCH: Final = 2000
Listener = Callable[[int], None]


@dataclass
class FieldChange:
    """How many rows change a field, with the first example in words."""

    label: str
    count: int = 0
    before: str = ""
    after: str = ""


@dataclass
class Outcome:
    """What a run did or, being rolled back, would have done.

    ``seen`` is a digest of the stored rows that it found and of their versions.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    fields: dict[str, FieldChange] = field(default_factory=dict)
    seen: str = ""


def run(
    register: Register,
    lines: Iterable[tuple[int, Cells]],
    *,
    reader: Any,
    actor: Any,
    updates: bool,
    listener: Listener = lambda done: None,
) -> Outcome:
    """Write lines, each with its number; ``listener`` hears how many are done.

    ``reader`` is whose rows are found and edited, and ``actor`` who acts, None for the system. A
    column that the lines leave out keeps its value, or its first value in a new row. Without
    ``updates`` a line that would change a stored row is a problem.
    """
    work = _Work(register, reader=reader, actor=actor, updates=updates)
    done = 0
    for number, given in lines:
        if len(work.batch) >= BATCH or work.reads.names_a_row_of(given, work.names):
            done += work.flush()
            listener(done)
        work.add(number, given)
    listener(done + work.flush())
    work.outcome.problems.sort(key=lambda problem: problem.line)
    work.outcome.seen = work.digest.hexdigest()
    return work.outcome


class _Work:
    def __init__(self, register: Register, *, reader: Any, actor: Any, updates: bool) -> None:
        self.register, self.reader, self.updates = register, reader, updates
        self.reads = LineReader(register, reader=reader)
        self.saver: Saver = saver_of(register, self.reads, reader=reader, actor=actor)
        self.outcome = Outcome()
        self.digest = hashlib.sha256()
        self.batch: list[Line] = []
        self.names: set[str] = set()  # by which rows of the batch may be named
        self.key: tuple[str, ...] = ()
        self.lines_by_key: dict[tuple[Any, ...], int] = {}

    def add(self, number: int, given: Cells) -> None:
        self.key = self.key or key_of(self.register, given)
        line = self.reads.read(number, given)
        key = self._key(line)
        first = self.lines_by_key.setdefault(key, number) if key else number
        if first != number:
            text = _("Same key as line %(line)s.") % {"line": first}
            line.faults.append(Fault("", Cause.REPEATED, text))
        self.names |= {cells.folded(given[name]) for name in cells.NATURAL if given.get(name)}
        self.batch.append(line)

    def flush(self) -> int:
        """Write the batch; gives how many lines it had."""
        batch, self.batch, self.names = self.batch, [], set()
        found = self._find(batch)
        ready = []
        for line in batch:
            rows = found.get(self._key(line) or (), [])
            if len(rows) > 1:
                line.faults.append(Fault("", Cause.AMBIGUOUS, _("Several records have this name.")))
            if not rows:
                line.faults += self.reads.lacking(line)
            if not line.faults:
                ready.append((line, rows[0] if rows else None))
        stored = self._locked([pk for _line, pk in ready if pk])
        for line, pk in ready:
            if pk:
                self.digest.update(f"{line.number} {pk} {_version(stored[pk])}\n".encode())
        effects = self.saver.save([(line, stored[pk] if pk else None) for line, pk in ready])
        self._count(effects)
        for line in batch:
            self.outcome.problems += (self._problem(line, fault) for fault in line.faults)
        return len(batch)

    def _key(self, line: Line) -> tuple[Any, ...] | None:
        """The values by which the line's row is found; None where one of them is missing."""
        values = tuple(line.columns.get(self.reads.column(name)) for name in self.key)
        return None if not values or "" in values or None in values else values

    def _find(self, batch: Sequence[Line]) -> dict[tuple[Any, ...], list[int]]:
        """The stored rows of a batch by their keys."""
        keys = {key for line in batch if (key := self._key(line))}
        if not keys:
            return {}
        columns = [self.reads.column(name) for name in self.key]
        rows = self.register.visible_to(self.reader).select_related(None)
        for number, column in enumerate(columns):
            rows = rows.filter(**{f"{column}__in": {key[number] for key in keys}})
        found: dict[tuple[Any, ...], list[int]] = {}
        for pk, *values in rows.order_by().values_list("pk", *columns):
            found.setdefault(tuple(values), []).append(pk)
        return found

    def _locked(self, pks: Sequence[int]) -> dict[int, Any]:
        rows = self.register.model._default_manager.filter(pk__in=pks).order_by("pk")
        return {row.pk: row for row in rows.select_for_update()}

    def _count(self, effects: Sequence[tuple[Line, Effect]]) -> None:
        new = []
        for line, effect in effects:
            if effect.is_new:
                self.outcome.added += 1
                new.append(effect.row)
            elif not effect.after:
                self.outcome.unchanged += 1
                continue
            elif not self.updates:
                text = _("This record exists. Allow updates, or remove the line.")
                line.faults.append(Fault("", Cause.EXISTS, text))
                continue
            else:
                self.outcome.changed += 1
                self._note_fields(effect)
            self.outcome.effects.append(effect)
        self.reads.learn(new)

    def _note_fields(self, effect: Effect) -> None:
        for column, after in effect.after.items():
            name = column.removesuffix("_id") if column not in self.reads.fields else column
            one = self.reads.fields.get(name)
            if one is None:
                continue
            change = self.outcome.fields.setdefault(name, FieldChange(str(one.label)))
            change.count += 1
            if change.count == 1:
                change.before = in_words(one, effect.before.get(column))
                change.after = in_words(one, after)

    def _problem(self, line: Line, fault: Fault) -> Problem:
        name = fault.field or (self.key[-1] if self.key else "")
        one = self.reads.fields.get(name)
        cell = line.cells.get(name)
        value = "" if cell is None else str(cell)
        likely = faults.suggestion_for(self.register, fault.field, one, value)
        return Problem(
            line=line.number,
            field=fault.field,
            label=str(one.label) if one is not None and fault.field else "",
            value=value,
            cause=fault.cause,
            text=fault.text if fault.cause != Cause.NOT_LISTED else faults.not_listed(likely),
            suggestion=likely,
            same_as=self.lines_by_key.get(self._key(line) or ())
            if fault.cause == Cause.REPEATED
            else None,
        )


def key_of(register: Register, names: Iterable[str]) -> tuple[str, ...]:
    """The first key of a register whose columns are all there; empty if none is."""
    there = set(names)
    every = (register.key, *register.other_keys)
    return next((key for key in every if there.issuperset(key)), ())


def in_words(one: Any, value: Any) -> str:
    """A stored value of a field as a reader takes it."""
    rows = getattr(one, "queryset", None)
    if rows is not None and value:
        return str(rows.model._default_manager.filter(pk=value).first() or "")
    return str(cells.written(one, value, coded=False) or "")


def _version(row: Any) -> int:
    return int(getattr(row, "version", 0))
