"""Schemas derived from a register: rows, writable fields and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from ninja import Field, Schema
from pydantic import AwareDatetime, create_model

from yingke.foundation.ui.edits import CARRIED
from yingke.foundation.ui.fields import WordsField
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Filters
from yingke.surfaces.api.v1.parsing import Day, Moment
from yingke.surfaces.api.v1.responses import Paging, Row
from yingke.surfaces.api.v1.schemas import Named, named

# the first of these columns that exists is the label of a referenced row
NAMES = ("name", "title", "code")
TYPES: dict[type[models.Field[Any, Any]], Any] = {
    models.BooleanField: bool,
    models.IntegerField: int,
    models.DecimalField: str,
    models.DateTimeField: AwareDatetime,  # before its base class DateField
    models.DateField: date,
}


@dataclass(frozen=True)
class Schemas:
    """The schemas of one register; `code` begins their names: `HotelsRow`, `HotelsNew`."""

    register: Register

    @cached_property
    def columns(self) -> list[models.Field[Any, Any]]:
        """Columns of the model that its form edits."""
        known = {field.name: field for field in self.register.model._meta.concrete_fields}
        return [known[name] for name in self._fields if name in known]

    @cached_property
    def row(self) -> type[Schema]:
        shown = {column.name: (_shown_type(column), ...) for column in self.columns}
        return self._schema("Row", {"id": (int, ...), **shown, "version": (int, ...)})

    @cached_property
    def page(self) -> type[Schema]:
        row: Any = self.row
        return self._schema("Page", {"items": (list[row], ...), "next": (str | None, ...)})

    @cached_property
    def new(self) -> type[Schema]:
        """Schema of a new row; optional fields have a default."""
        fields = {
            _key(name, field): _sent(
                field, optional=not field.required or field.initial is not None
            )
            for name, field in self._fields.items()
        }
        return self._schema("New", fields)

    @cached_property
    def change(self) -> type[Schema]:
        """Schema of a change: the changed fields, and the version that the caller has read."""
        fixed = self.register.form.fixed
        fields = {
            _key(name, field): _sent(field, optional=True)
            for name, field in self._fields.items()
            if name not in fixed
        }
        return self._schema("Change", {"version": (int, ...), **fields})

    @cached_property
    def query(self) -> type[Schema]:
        """Filters and paging of the register's list."""
        fields = {name: _sent(field, optional=True) for name, field in self.filters.fields.items()}
        return self._schema("Query", fields, base=Paging)

    @property
    def filters(self) -> Filters:
        kind = self.register.table.filters or Filters
        return kind()

    @cached_property
    def read_columns(self) -> tuple[str, ...]:
        """Columns needed for `shape` and the order of the list."""
        wanted = ["pk", "version", *self.register.order]
        for column in self.columns:
            wanted += (
                [column.attname] if not column.is_relation else [column.attname, _name_of(column)]
            )
        return tuple(dict.fromkeys(name.removeprefix("-") for name in wanted))

    def shape(self, row: Row) -> dict[str, Any]:
        """Convert a row of `read_columns` to its schema."""
        shown = {
            column.name: named(row[column.attname], row[_name_of(column)])
            if column.is_relation
            else row[column.attname]
            for column in self.columns
        }
        return {"id": row["pk"], **shown, "version": row["version"]}

    def by_field(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Rename the fields of a body to those of the form."""
        return {name: sent[key] for name, key in self.keys.items() if key in sent}

    @cached_property
    def keys(self) -> dict[str, str]:
        """Names of the form's fields in a body."""
        return {name: _key(name, field) for name, field in self._fields.items()}

    @cached_property
    def _fields(self) -> dict[str, forms.Field]:
        fields = self.register.form.base_fields
        return {name: field for name, field in fields.items() if name not in CARRIED}

    def _schema(self, end: str, fields: dict[str, Any], base: Any = Schema) -> type[Schema]:
        name = self.register.code.title().replace("-", "") + end
        made: type[Schema] = create_model(name, __base__=base, **fields)
        return made


def _key(name: str, field: forms.Field) -> str:
    """Return a form field's name in a body: `site_id` for `site`."""
    return f"{name}_id" if isinstance(field, forms.ModelChoiceField) else name


def _name_of(column: models.Field[Any, Any]) -> str:
    related: Any = column.related_model
    known = {field.name for field in related._meta.concrete_fields}
    return f"{column.name}__{next(name for name in NAMES if name in known)}"


def _shown_type(column: models.Field[Any, Any]) -> Any:
    if column.is_relation:
        kind: Any = Named
    elif isinstance(column, ArrayField):
        kind = list[_shown_type(column.base_field)]  # type: ignore[misc]  # made while running
    elif column.choices:
        kind = _one_of(column.flatchoices, blank=column.blank)
    else:
        kind = next((kind for field, kind in TYPES.items() if isinstance(column, field)), str)
    return kind | None if column.null else kind


def _sent(field: forms.Field, *, optional: bool) -> tuple[Any, Any]:
    """Return the type of a writable value and its default."""
    kind = _sent_type(field)
    return (kind | None, None) if optional else (kind, ...)


def _sent_type(field: forms.Field) -> Any:
    return next(make(field) for kind, make in SENT if isinstance(field, kind))


def _is_coded(field: Any) -> bool:
    """Whether a row is identified by another column than its primary key."""
    return field.to_field_name not in (None, field.queryset.model._meta.pk.name)


def _text(field: Any) -> Any:
    least = 1 if field.required else None
    return Annotated[str, Field(min_length=least, max_length=field.max_length)]


def _number(kind: type) -> Callable[[Any], Any]:
    return lambda field: Annotated[kind, Field(ge=field.min_value, le=field.max_value)]


# subclasses first: DecimalField extends IntegerField, and both extend the text field
SENT: Sequence[tuple[type[forms.Field], Callable[[Any], Any]]] = (
    (WordsField, lambda field: list[str]),
    (forms.ModelChoiceField, lambda field: str if _is_coded(field) else int),
    (forms.MultipleChoiceField, lambda field: list[_one_of(field.choices)]),  # type: ignore[misc]  # made while running
    (forms.ChoiceField, lambda field: _one_of(field.choices, blank=not field.required)),
    (forms.BooleanField, lambda field: bool),
    (forms.DecimalField, _number(Decimal)),
    (forms.IntegerField, _number(int)),
    (forms.DateTimeField, lambda field: Moment),
    (forms.DateField, lambda field: Day),
    (forms.CharField, _text),
    (forms.Field, lambda field: str),
)


def _one_of(choices: Any, *, blank: bool = False) -> Any:
    codes = [code for code, _words in choices if code not in ("", None)]
    return Literal[tuple([*codes, ""] if blank else codes)]
