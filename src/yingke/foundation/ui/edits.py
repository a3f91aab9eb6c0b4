"""Forms that edit a stored row: the version they carry, and both sides when two people edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict

    from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Difference:
    """One field as it is stored now, and as the person typed it."""

    label: str
    stored: str
    typed: str


class EditForm(forms.Form):
    """Give `initial` the stored values; `version` is the one the person started from.

    `explain` is the package's own sentence for each of its violations.
    """

    explain: ClassVar[Callable[[RuleViolation], str]]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    clash: tuple[Difference, ...] = ()

    def columns(self) -> dict[str, Any]:
        """The cleaned values as a service takes them: ids in place of rows, no version."""
        return {
            f"{name}_id" if self._is_row(name) else name: value.pk
            if isinstance(value, Model)
            else value
            for name, value in self.cleaned_data.items()
            if name != "version"
        }

    def refuse(self, violation: RuleViolation) -> None:
        """Put the sentence at its field; after a clash show both sides, and a second save wins."""
        field = violation.field if violation.field in self.fields else None
        self.add_error(field, type(self).explain(violation))
        if violation.code == "stale":
            self.clash = tuple(self._differences())
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix("version")] = violation.params["stored"]
            self.data = data

    def _is_row(self, name: str) -> bool:
        field = self.fields[name]
        return isinstance(field, forms.ModelChoiceField)

    def _differences(self) -> list[Difference]:
        return [
            Difference(
                str(self[name].label),
                self._in_words(name, self.get_initial_for_field(self.fields[name], name)),
                self._in_words(name, self[name].value()),
            )
            for name in self.changed_data
            if name != "version"
        ]

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            rows = cast("QuerySet[Model]", field.queryset)
            row = rows.filter(pk=value).first() if value else None
            return field.label_from_instance(row) if row else ""
        if isinstance(field, forms.ChoiceField):
            wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
            choices = cast("Iterable[tuple[Any, Any]]", field.choices)
            return ", ".join(str(label) for code, label in choices if str(code) in wanted)
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        shown = field.widget.format_value(field.prepare_value(value))
        return "" if shown is None else str(shown)
