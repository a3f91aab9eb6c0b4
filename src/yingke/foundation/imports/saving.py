"""How the lines of an import are saved: many at once, or each through its form and service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction

from yingke.foundation.imports import faults
from yingke.foundation.imports.reading import Line, LineReader
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import Register


@dataclass
class Effect:
    """A row that a line added, changed or left as it was; the columns are those of the file."""

    row: Any
    is_new: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


Saved = list[tuple[Line, Effect]]


class Saver(Protocol):
    def save(self, lines: Sequence[tuple[Line, Any]]) -> Saved:
        """Save lines, each with its stored and locked row or None; faults stand in the line."""


def saver_of(register: Register, reads: LineReader, *, reader: Any, actor: Any) -> Saver:
    """Many at once, if the register can and its form has no check over several fields."""
    if register.save_many is not None and not _has_checks(register.form):
        return ManyAtOnce(register, reads, actor=actor)
    return OneByOne(register, reads, reader=reader, actor=actor)


def _has_checks(form: type[ModelEditForm]) -> bool:
    named = (f"clean_{name}" for name in form.base_fields)
    return form.clean is not ModelEditForm.clean or any(hasattr(form, one) for one in named)


class ManyAtOnce:
    """By the register's `save_many`; values are those that the fields have cleaned."""

    def __init__(self, register: Register, reads: LineReader, *, actor: Any) -> None:
        self._register, self._reads, self._actor = register, reads, actor
        self._fixed = {reads.column(name) for name in register.form.fixed}

    def save(self, lines: Sequence[tuple[Line, Any]]) -> Saved:
        writes: list[tuple[Line, Write[Any]]] = []
        for line, row in lines:
            if row is None:
                columns = {**self._reads.initial.columns, **line.columns}
            else:
                columns = {n: v for n, v in line.columns.items() if n not in self._fixed}
            writes.append((line, Write(row or self._register.model(), columns)))
        assert self._register.save_many is not None  # noqa: S101  # else another saver is chosen
        self._register.save_many(actor=self._actor, writes=[write for _line, write in writes])
        return list(self._effects(writes))

    def _effects(self, writes: Sequence[tuple[Line, Write[Any]]]) -> Iterator[tuple[Line, Effect]]:
        for line, write in writes:
            if write.refused is not None:
                line.faults.append(faults.of_violation(write.refused, self._reads.fields))
            elif write.done is not None:
                done = write.done
                after = {name: value for name, value in done.after.items() if self._shown(name)}
                before = {name: done.before[name] for name in after} if done.before else {}
                yield line, Effect(write.row, done.is_new, before, after)

    def _shown(self, column: str) -> bool:
        return (
            column in self._reads.initial.columns
            or column.removesuffix("_id") in self._reads.fields
        )


class OneByOne:
    """Each row through its form and its service."""

    def __init__(self, register: Register, reads: LineReader, *, reader: Any, actor: Any) -> None:
        self._register, self._reads = register, reads
        self._reader, self._actor = reader, actor

    def save(self, lines: Sequence[tuple[Line, Any]]) -> Saved:
        found = ((line, self._save(line, row)) for line, row in lines)
        return [(line, effect) for line, effect in found if effect is not None]

    def _save(self, line: Line, row: Any) -> Effect | None:
        values = {name: getattr(value, "pk", value) for name, value in line.values.items()}
        form = self._register.form.filled(values, instance=row, user=self._reader)
        if not form.is_valid():
            line.faults += faults.of_form(form)
            return None
        columns = form.columns()
        before = {} if row is None else {name: getattr(row, name, None) for name in columns}
        try:
            with transaction.atomic():
                saved = self._register.save(
                    actor=self._actor,
                    pk=row and row.pk,
                    version=getattr(row, "version", None),
                    **columns,
                )
        except RuleViolation as violation:
            line.faults.append(faults.of_violation(violation, self._reads.fields))
            return None
        now = {name: getattr(saved, name, None) for name in columns}
        after = {name: value for name, value in now.items() if before.get(name, _NONE) != value}
        before = {name: before[name] for name in after} if before else {}
        return Effect(saved, row is None, before, after)


_NONE = object()
