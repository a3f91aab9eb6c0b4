"""Forms over the columns of a model: labels, help, lengths, bounds and choices stand there once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms.models import ModelFormMetaclass

from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.fields import WordsField
from yingke.foundation.ui.widgets import Chips, DatePicker, DateTimePicker

if TYPE_CHECKING:
    from django.db.models import QuerySet

WIDGETS: Mapping[type[models.Field], Any] = {
    models.DateTimeField: DateTimePicker,  # before DateField, which it is a kind of
    models.DateField: DatePicker,
    models.TextField: forms.Textarea(attrs={"rows": 3}),
}


class _OverModel(ModelFormMetaclass):
    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        if "Meta" in attrs and not hasattr(attrs["Meta"], "formfield_callback"):
            attrs["Meta"].formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs)


class ModelEditForm(EditForm, forms.ModelForm, metaclass=_OverModel):
    """Name the model and its columns in ``Meta``; override there only what is particular.

    The form checks shape alone and stores nothing: its ``columns()`` go to a service.  ``user`` is
    who edits: a column in ``querysets`` offers what a function of them gives, and what is stored
    stays on offer.  ``fixed`` columns are asked for a new row only.
    """

    querysets: ClassVar[Mapping[str, Callable[[Any], QuerySet[Any]]]] = {}
    fixed: ClassVar[tuple[str, ...]] = ()
    pairs: ClassVar[bool] = True

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        row = kwargs.get("instance")
        if row is not None:
            version = getattr(row, "version", None)
            kwargs["initial"] = {"version": version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for name in self.fixed if row is not None else ():
            self.fields.pop(name, None)
        for name in self.querysets.keys() & self.fields.keys():
            field: Any = self.fields[name]
            offered = self.querysets[name](user)
            stored = self.initial.get(name)
            kept = offered.model._default_manager.filter(pk=stored)
            field.queryset = offered | kept if stored else offered

    @classmethod
    def filled(cls, values: Mapping[str, Any], *, instance: Any = None, user: Any = None) -> Self:
        """The form as a program sends it: the stored values, or a new row's first ones, and
        ``values`` by the names of fields over them."""
        form = cls(instance=instance, user=user)
        stored = {
            name: form.get_initial_for_field(field, name) for name, field in form.fields.items()
        }
        return cls({**stored, **values}, instance=instance, user=user)

    def _post_clean(self) -> None:
        """Leave uniqueness and meaning to the service."""

    def save(self, commit: bool = True) -> Any:
        raise TypeError("a service saves what this form has read")


def form_field(column: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form field of a model's column, with the controls of this product."""
    if isinstance(column, ArrayField):
        return _array_field(column, **options)
    for kind, widget in WIDGETS.items():
        if isinstance(column, kind):
            options.setdefault("widget", widget)
            break
    if isinstance(column, models.IntegerField | models.DecimalField) and not column.choices:
        options |= _bounds(column)
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
    field = column.formfield(**options)
    if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
        field.choices = list(column.flatchoices)
    return field


def _array_field(column: ArrayField[Any, Any], **options: Any) -> forms.Field:
    common = {
        "label": column.verbose_name, "help_text": column.help_text,
        "required": not column.blank, **options,
    }  # fmt: skip
    if column.base_field.choices:
        common.setdefault("widget", Chips)
        return forms.MultipleChoiceField(choices=column.base_field.choices, **common)
    return WordsField(longest=column.base_field.max_length, **common)


def _bounds(column: models.Field[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for validator in column.validators:
        if isinstance(validator, MinValueValidator):
            found["min_value"] = max(
                validator.limit_value, found.get("min_value", validator.limit_value)
            )
        elif isinstance(validator, MaxValueValidator):
            found["max_value"] = min(
                validator.limit_value, found.get("max_value", validator.limit_value)
            )
    return found
