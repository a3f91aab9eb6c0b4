"""Forms that edit a stored row: the version they carry, and both sides when two people edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.foundation.ui.refusals import explain

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

    `carrier` is the hidden field that says what the person has seen; the violation "stale" brings
    its new value, `stored`.
    """

    explain: ClassVar[Callable[[RuleViolation], str]] = staticmethod(explain)
    carrier: ClassVar[str] = "version"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    late = False  # somebody else saved first
    clash: tuple[Difference, ...] = ()

    @property
    def seen_version(self) -> int:
        """The version that the person started from; 0, which no row has, if none was sent."""
        return self.cleaned_data.get("version") or 0

    def columns(self) -> dict[str, Any]:
        """The cleaned values as a service takes them: ids in place of rows, no version."""
        return columns(self)

    def refuse(self, violation: RuleViolation) -> None:
        """Put the sentence at its field; after a clash show both sides, and a second save wins."""
        field = (violation.field or "").removesuffix("_id")
        self.add_error(field if field in self.fields else None, type(self).explain(violation))
        if violation.code == "stale":
            self.late = True
            self.clash = tuple(self.differences())
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix(self.carrier)] = str(violation.params["stored"])
            self.data = data

    def differences(self) -> list[Difference]:
        """The visible fields in which what is stored differs from what was typed."""
        return [
            Difference(
                str(self[name].label),
                _in_words(self.fields[name], self.get_initial_for_field(self.fields[name], name)),
                _in_words(self.fields[name], self[name].value()),
            )
            for name in self.changed_data
            if not self[name].is_hidden
        ]


def columns(form: forms.BaseForm) -> dict[str, Any]:
    """The cleaned values as a service takes them: ids in place of rows, no version."""
    found = {}
    for name, value in form.cleaned_data.items():
        if isinstance(form.fields[name], forms.ModelChoiceField):
            found[f"{name}_id"] = value.pk if isinstance(value, Model) else value
        elif name != "version":
            found[name] = value
    return found


def _in_words(field: forms.Field, value: Any) -> str:
    """A value of a field, stored or typed, as a reader takes it."""
    match field:
        case forms.ModelChoiceField():
            return _row_in_words(field, value)
        case forms.ChoiceField():
            wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
            choices = cast("Iterable[tuple[Any, Any]]", field.choices)
            return ", ".join(str(label) for code, label in choices if str(code) in wanted)
        case forms.BooleanField():
            return _("yes") if value else _("no")
        case forms.DateTimeField():
            return _moment_in_words(field, value)
        case forms.MultiValueField():
            widget = cast("forms.MultiWidget", field.widget)
            values = value if isinstance(value, list) else widget.decompress(value) or []
            return " ".join(map(_in_words, field.fields, values))
    shown = field.widget.format_value(field.prepare_value(value))
    return "" if shown is None else str(shown)


def _row_in_words(field: forms.ModelChoiceField[Any], value: Any) -> str:
    if isinstance(value, Model):
        return field.label_from_instance(value)
    rows = cast("QuerySet[Model]", field.queryset)
    row = rows.filter(pk=value).first() if value else None
    return field.label_from_instance(row) if row else ""


def _moment_in_words(field: forms.DateTimeField, value: Any) -> str:
    try:
        moment = field.to_python(value)
    except forms.ValidationError:
        return str(value)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
