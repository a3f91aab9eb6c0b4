"""The lines of a file as values of a form's fields, each distinct cell cleaned once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from yingke.foundation.imports import faults
from yingke.foundation.imports.faults import Fault
from yingke.foundation.imports.terms import Cause
from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.register import Register, cells

Cells = Mapping[str, Any]
"""Cells of a line by the names of fields."""


@dataclass
class Line:
    """A line of the file: its cells, their values by column of the model, and what is wrong."""

    number: int
    cells: Cells
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class LineReader:
    """Reads lines for a new row of a register, as `reader` may see the rows that they name."""

    def __init__(self, register: Register, *, reader: Any) -> None:
        self.form = register.form(user=reader)
        self.fields = {n: f for n, f in self.form.fields.items() if n not in CARRIED}
        self._cells = cells.Reader(self.form)
        self._known: dict[tuple[str, type, Any], tuple[Any, tuple[Fault, ...]]] = {}
        self._of_own_kind = [
            name
            for name, one in self.fields.items()
            if getattr(getattr(one, "queryset", None), "model", None) is register.model
        ]

    def read(self, number: int, given: Cells) -> Line:
        line = Line(number, given)
        for name, cell in given.items():
            value, found = self._cleaned(name, cell)
            line.faults += found
            if not found:
                line.values[name] = value
                line.columns[self.column(name)] = value.pk if isinstance(value, Model) else value
        return line

    def column(self, name: str) -> str:
        """The column of the model in which a field's value is stored."""
        is_row = isinstance(self.fields[name], forms.ModelChoiceField)
        return f"{name}_id" if is_row else name

    def lacking(self, line: Line) -> list[Fault]:
        """What a new row needs and a line has no cell for."""
        return [fault for fault in self.initial.faults if fault.field not in line.cells]

    @cached_property
    def initial(self) -> Line:
        """What a new row has where the file says nothing."""
        line = Line(0, {})
        for name, one in self.fields.items():
            try:
                value = one.clean(self.form.get_initial_for_field(one, name))
            except ValidationError as error:
                line.faults += faults.of_validation(name, error)
            else:
                line.columns[self.column(name)] = value.pk if isinstance(value, Model) else value
        return line

    def names_a_row_of(self, given: Cells, pending: set[str]) -> bool:
        """Whether a line refers to a row that a pending line brings."""
        return any(
            cells.folded(given[name]) in pending and not self._cells.knows(name, given[name])
            for name in self._of_own_kind
            if given.get(name)
        )

    def learn(self, rows: Sequence[Model]) -> None:
        """Let later lines name the rows that earlier ones have brought."""
        if self._of_own_kind:
            for row in rows:
                self._cells.learn(row)
            for key in [key for key in self._known if key[0] in self._of_own_kind]:
                del self._known[key]

    def _cleaned(self, name: str, cell: Any) -> tuple[Any, tuple[Fault, ...]]:
        key = name, type(cell), cell
        if key not in self._known:
            self._known[key] = self._clean(name, cell)
        return self._known[key]

    def _clean(self, name: str, cell: Any) -> tuple[Any, tuple[Fault, ...]]:
        one = self.fields[name]
        try:
            value = self._cells(name, cell)
        except cells.AmbiguousError:
            return None, (Fault(name, Cause.AMBIGUOUS, _("Several records have this name.")),)
        if isinstance(one, forms.ModelChoiceField) and value != "":
            if self._cells.knows(name, cell):
                return value, ()
            text = str(one.error_messages["invalid_choice"]) % {"value": cell}
            return None, (Fault(name, Cause.NOT_LISTED, text),)
        try:
            return one.clean(value), ()
        except ValidationError as error:
            return None, tuple(faults.of_validation(name, error))
