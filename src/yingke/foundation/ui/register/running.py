"""Importing lines into a register: every row through its form and its service, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.editing import refuse
from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.register import cells

if TYPE_CHECKING:
    from yingke.foundation.ui.model_forms import ModelEditForm
    from yingke.foundation.ui.register.declaration import Register


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line of the file, counted from 1, and in which column."""

    line: int
    column: str
    text: str

    @property
    def words(self) -> str:
        return f"{self.column}: {self.text}" if self.column else self.text


@dataclass
class Outcome:
    """What an import did, or would have done: rows by what came of them, and all problems."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def run(
    register: Register,
    lines: Sequence[Sequence[Any]],
    *,
    reader: Any,
    actor: Any,
    keep: bool,
) -> Outcome:
    """Import a head and its lines; nothing is kept where a line has a problem or not ``keep``.

    ``reader`` is whose rows are found and edited, and ``actor`` who acts, None for the system. A
    column that the file leaves out keeps its value, or its first value in a new row.
    """
    outcome = Outcome()
    blank = register.form(user=reader)
    head = lines[0] if lines else ()
    names = [_name(blank, title) for title in head]
    outcome.problems += _faults_of_head(register, blank, head, names)
    if not outcome.problems:
        read = cells.Reader(blank)
        for number, line in enumerate(lines[1:], start=2):
            values = {
                name: read(name, cell) for name, cell in zip(names, line, strict=False) if name
            }
            if values:
                new = _import(register, values, number, outcome, reader=reader, actor=actor)
                read.learn(new)
    if outcome.problems or not keep:
        transaction.set_rollback(True)
    return outcome


def _import(
    register: Register,
    values: Mapping[str, Any],
    number: int,
    outcome: Outcome,
    *,
    reader: Any,
    actor: Any,
) -> Any:
    """Import one line; gives the row if it is new."""
    key = {name: values[name] for name in register.key}
    try:
        found = list(register.visible_to(reader).filter(**key)[:2])
    except (ValueError, TypeError):  # the form says of which value
        found = []
    if len(found) > 1:
        outcome.problems.append(Problem(number, "", _("Several records have this name.")))
        return None
    row = found[0] if found else None
    form = register.form.filled(values, instance=row, user=reader)
    version = getattr(row, "version", None)
    saved = None
    if form.is_valid():
        try:
            with transaction.atomic():
                pk = row.pk if row else None
                saved = register.save(actor=actor, pk=pk, version=version, **form.columns())
        except RuleViolation as violation:
            refuse(form, violation)
    if saved is None:
        outcome.problems += _faults(form, number)
    elif row is None:
        outcome.added += 1
    elif saved.version == version:
        outcome.unchanged += 1
    else:
        outcome.changed += 1
    return saved if row is None else None


def _faults(form: ModelEditForm, number: int) -> Iterator[Problem]:
    for name, errors in form.errors.items():
        label = str(form.fields[name].label) if name in form.fields else ""
        yield from (Problem(number, label, str(error)) for error in errors)


def _name(form: ModelEditForm, title: Any) -> str:
    """The field that a column of the file is for; empty for an empty title or an unknown one."""
    wanted = str(title or "").strip().casefold()
    named = (name for name in form.fields if name not in CARRIED)
    return next((n for n in named if wanted in cells.names_of(form.fields[n], n)), "")


def _faults_of_head(
    register: Register, form: ModelEditForm, head: Sequence[Any], names: Sequence[str]
) -> Iterator[Problem]:
    for title, name in zip(head, names, strict=True):
        if title and not name:
            yield Problem(1, str(title), _("Unknown column."))
    for name in register.key:
        if name not in names:
            yield Problem(1, str(form.fields[name].label), _("This column is missing."))
