"""Rows of a register as lines of a spreadsheet, in the form that an import reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms

from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.register import cells

if TYPE_CHECKING:
    from yingke.foundation.ui.register.declaration import Register


def lines_of(
    register: Register, rows: Any, *, user: Any, coded: bool = False
) -> Iterator[list[Any]]:
    """A head and the rows as an import reads them: ``coded`` for programs, else in words."""
    form = register.form(user=user)
    names = [name for name in form.fields if name not in CARRIED]
    yield [name if coded else str(form.fields[name].label) for name in names]
    related = [name for name in names if isinstance(form.fields[name], forms.ModelChoiceField)]
    for row in rows.select_related(*related).order_by(*register.order):
        yield [cells.written(form.fields[name], getattr(row, name, ""), coded) for name in names]
