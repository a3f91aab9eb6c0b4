"""One cell of a spreadsheet and the field of a form: what people write, and what the form reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext

# by which of these columns people name a row of another table, the first one it has written out
NATURAL: Final = ("code", "number", "email", "name", "name_en")
SEVERAL: Final = object()
YES: Final = {"yes", "y", "true", "1", "x", "✓", "是", "有"}
DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
BETWEEN: Final = re.compile(r"\s*[,，、;；·|]\s*")


def choices(field: forms.Field) -> dict[str, str]:
    """The choices of a field that has few: code and words; empty for others."""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return {}
    listed: Any = field.choices
    return {str(code): str(words) for code, words in listed if code not in ("", None)}


def names_of(field: forms.Field, name: str) -> set[str]:
    """What a column of a file may be called: the field's name, or its label in any language."""
    return {name.casefold(), *(word.casefold() for word in _in_each_language(field.label))}


def written(field: forms.Field, value: Any, coded: bool) -> Any:
    """A stored value as a cell; ``coded`` keeps codes, else choices are in words."""
    if isinstance(value, Model):
        named = (getattr(value, name) for name in _natural(type(value)))
        return next((name for name in named if name), str(value))
    if isinstance(value, bool):
        return value if coded else gettext("yes") if value else gettext("no")
    words = {} if coded else choices(field)
    if isinstance(value, list | tuple):
        return ", ".join(words.get(str(one), str(one)) for one in value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return words.get(str(value), value)


class AmbiguousError(Exception):
    """Several rows have the name that a cell gives."""


class Reader:
    """Turns cells into what a form reads; looks the rows of other tables up once per file."""

    def __init__(self, form: forms.BaseForm) -> None:
        self._fields = form.fields
        self._words: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, cell: Any) -> Any:
        field = self._fields[name]
        if cell is None:
            return ""
        if isinstance(field, forms.BooleanField):
            return cell if isinstance(cell, bool) else str(cell).casefold() in YES
        if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            return [self._known(name, one) for one in BETWEEN.split(str(cell)) if one]
        if isinstance(field, forms.ChoiceField):
            return self._known(name, cell)
        return _plain(field, cell)

    def learn(self, row: Model | None) -> None:
        """Let later lines name a row that this file has brought."""
        for name, known in self._words.items():
            rows = getattr(self._fields[name], "queryset", None)
            if row is not None and rows is not None and rows.model is type(row):
                names = (getattr(row, natural) for natural in _natural(type(row)))
                for text in filter(None, names):
                    if known.setdefault(folded(text), row.pk) != row.pk:
                        known[folded(text)] = SEVERAL

    def knows(self, name: str, cell: Any) -> bool:
        """Whether a cell names a row of another table, or a choice, without asking the form."""
        return folded(cell) in self._listed(name)

    def _known(self, name: str, cell: Any) -> Any:
        """The code or key for what a cell says; the cell itself where it says nothing known.

        Raises AmbiguousError rather than choose one of several rows.
        """
        found = self._listed(name).get(folded(cell), cell)
        if found is SEVERAL:
            raise AmbiguousError
        return found

    def _listed(self, name: str) -> dict[str, Any]:
        if name not in self._words:
            field = self._fields[name]
            rows = getattr(field, "queryset", None)
            self._words[name] = _codes(field) if rows is None else _keys(rows)
        return self._words[name]


def _plain(field: forms.Field, cell: Any) -> Any:
    if isinstance(cell, datetime) and not isinstance(field, forms.DateTimeField):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a number of staff or a phone, as a spreadsheet keeps it
    if isinstance(field, forms.DateField) and isinstance(cell, str | int):
        return _day(str(cell))
    return cell if isinstance(cell, date | datetime | Decimal) else str(cell)


def _day(text: str) -> str:
    """A day as forms read it, of those in which the year comes first: 2026/9/2, 20260902."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return text
    year, *rest = (part for part in found.groups() if part)
    return f"{year}-{int(rest[0]):02}-{int(rest[1]):02}"


def _codes(field: forms.Field) -> dict[str, Any]:
    listed: Iterable[Any] = getattr(field, "choices", ())
    found: dict[str, Any] = {}
    for code, words in listed:
        for text in (str(code), *_in_each_language(words)):
            found.setdefault(folded(text), code)
    return found


def _keys(rows: Any) -> dict[str, Any]:
    """The rows by what people call them; `SEVERAL` where rows share a name."""
    found: dict[str, Any] = {}
    for name in _natural(rows.model):
        called: dict[str, Any] = {}
        for pk, text in rows.values_list("pk", name):
            if text and called.setdefault(folded(text), pk) != pk:
                called[folded(text)] = SEVERAL
        found = {**called, **found}
    return found


def _natural(model: type[Model]) -> list[str]:
    return [name for name in NATURAL if _has(model, name)]


def _has(model: type[Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _in_each_language(text: Any) -> set[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(text))
    return found


def folded(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().casefold()
