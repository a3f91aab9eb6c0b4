"""The filters of a table: an ordinary form, read from the address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that narrows the list now, and the parameter that lifts it."""

    label: object
    value: str
    parameter: str


class _AllAtOnce(ModelChoiceIterator):
    """Reads the rows of a select in one statement: Django opens a cursor on the server for them."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from map(self.choice, list(self.queryset))


class Filters(forms.Form):
    """Declare fields (none required) and say in ``narrow`` what they leave.

    A field called ``q`` is the search box.  ``self.cleaned_data`` holds only what is valid, so one
    mistyped filter does not lift the others.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = gettext("All")
                field.iterator = _AllAtOnce
                field.widget.choices = field.choices
        if "q" in self.fields:
            box = self.fields["q"]
            box.widget.input_type = "search"
            box.widget.attrs.update({"placeholder": box.label, "maxlength": 80})

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def apply(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        self.is_valid()
        for name in self.fields:
            self.cleaned_data.setdefault(name, None)
        return self.narrow(queryset)

    @property
    def search(self) -> forms.BoundField | None:
        return self["q"] if "q" in self.fields else None

    @property
    def choosers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "q"]

    def offered(self) -> tuple[tuple[object, ...], ...]:
        """The options of all selects that carry theirs; rows by what they are called."""
        return tuple(
            tuple(
                str(label) if isinstance(field, forms.ModelChoiceField) else value
                for value, label in _flat(field.widget.choices)
            )
            for field in self.fields.values()
            if isinstance(field, forms.ChoiceField) and not getattr(field.widget, "source", "")
        )

    def active(self) -> Iterator[ActiveFilter]:
        """What narrows the list, in words, for the chips above it."""
        for bound in self.choosers:
            value = self.cleaned_data.get(bound.name)
            if value in (None, "", [], False) or (hasattr(value, "exists") and not value):
                continue
            yield ActiveFilter(bound.label, _in_words(bound, value), bound.html_name)


def _in_words(bound: forms.BoundField, value: Any) -> str:
    field = bound.field
    if isinstance(field, forms.ModelMultipleChoiceField | forms.ModelChoiceField):
        rows = (
            [value]
            if isinstance(field, forms.ModelChoiceField) and not hasattr(value, "__iter__")
            else list(value)
        )
        return ", ".join(str(field.label_from_instance(row)) for row in rows)
    if isinstance(field, forms.ChoiceField):
        words: dict[str, Any] = {str(code): label for code, label in _flat(field.choices)}
        wanted = value if isinstance(value, list) else [value]
        return ", ".join(str(words.get(str(one), one)) for one in wanted)
    return "" if value is True else str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label
