"""Forms that edit a stored row: the version they carry, and both sides when two people edit.

A form also carries what its editor saw of each field. When someone else has saved meanwhile, a
field that only one of the two changed is merged; only fields that both changed are asked about.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.foundation.ui.refusals import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.forms import BoundField
    from django.http import QueryDict

    from yingke.foundation.kernel.errors import RuleViolation


CARRIED: Final = ("version", "seen_values")  # fields of the form that are no columns of the row


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
    seen_values = forms.CharField(widget=forms.HiddenInput, required=False)
    late = False  # somebody else saved first
    clash: tuple[Difference, ...] = ()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "seen_values" and "seen_values" not in self.initial:
            return self._stored_values()
        return super().get_initial_for_field(field, field_name)

    def full_clean(self) -> None:
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self._seen = _seen_values(self.cleaned_data.pop("seen_values", ""))

    @property
    def seen_version(self) -> int:
        """The version that the person started from; 0, which no row has, if none was sent."""
        return self.cleaned_data.get("version") or 0

    def columns(self) -> dict[str, Any]:
        """The cleaned values as a service takes them: ids in place of rows, no version."""
        return columns(self)

    def merge(self, violation: RuleViolation) -> bool:
        """After a clash, take over what only the other editor changed.

        True if nothing was changed by both, so that the service can be called again at once; else
        the changes of both stand in `clash`. A third editor may have saved since this form was
        filled: then nothing is taken over, and the next save compares with what is stored by then.
        """
        if not self._knows(violation.params["stored"]):
            self.late = True
            return False
        self.clash = tuple(self.differences())
        data = cast("QueryDict", self.data).copy()
        for bound in self._compared():
            if self._seen.get(bound.name) == _plain(bound.field, bound.data):
                fill(data, bound, self.get_initial_for_field(bound.field, bound.name))
        data[self.add_prefix(self.carrier)] = str(violation.params["stored"])
        merged = bool(self._seen) and not self.clash
        self.data = data
        self.full_clean()
        data[self.add_prefix("seen_values")] = self._stored_values() if self._seen else ""
        self.late = not (merged and self.is_valid())
        return not self.late

    def _knows(self, stored: object) -> bool:
        """Whether the form was filled from the version that is stored."""
        filled = self.initial.get("version")
        return self.carrier != "version" or filled is None or str(filled) == str(stored)

    def refuse(self, violation: RuleViolation) -> None:
        """Put the sentence at its field; after a clash show both sides, and a second save wins."""
        if violation.code == "stale" and not self.late:
            self.merge(violation)
            self.late = True
        field = (violation.field or "").removesuffix("_id")
        self.add_error(field if field in self.fields else None, type(self).explain(violation))

    def differences(self) -> list[Difference]:
        """The fields that both editors changed, or, where it is not known what this one saw, all
        fields in which what is stored differs from what was typed."""
        found = []
        for bound in self._compared():
            stored = self.get_initial_for_field(bound.field, bound.name)
            sides = _plain(bound.field, stored), _plain(bound.field, bound.data)
            if sides[0] != sides[1] and self._seen.get(bound.name) not in sides:
                words = _in_words(bound.field, stored), _in_words(bound.field, bound.data)
                found.append(Difference(str(bound.label), *words))
        return found

    def _compared(self) -> list[BoundField]:
        return [one for one in self.visible_fields() if not isinstance(one.field, forms.FileField)]

    def _stored_values(self) -> str:
        return json.dumps({
            bound.name: _plain(bound.field, self.get_initial_for_field(bound.field, bound.name))
            for bound in self._compared()
        })  # fmt: skip


def _seen_values(seen: str) -> dict[str, str]:
    try:
        found = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def fill(data: QueryDict, bound: BoundField, value: Any) -> None:
    """Put a field's value into the data of its form as its controls would send it."""
    _fill(data, bound.html_name, bound.field.widget, bound.field.prepare_value(value))


def _fill(data: QueryDict, name: str, widget: forms.Widget, value: Any) -> None:
    if isinstance(widget, forms.MultiWidget):
        pieces = widget.decompress(value) or [None] * len(widget.widgets)
        for n, (part, piece) in enumerate(zip(widget.widgets, pieces, strict=True)):
            _fill(data, f"{name}_{n}", part, piece)
    elif isinstance(widget, forms.CheckboxInput):
        data[name] = "on" if value else ""
    else:
        shown = widget.format_value(value)
        data.setlist(name, shown if isinstance(shown, list) else [shown or ""])


def columns(form: forms.BaseForm) -> dict[str, Any]:
    """The cleaned values as a service takes them: ids in place of rows, no version."""
    found = {}
    for name, value in form.cleaned_data.items():
        if isinstance(form.fields[name], forms.ModelChoiceField):
            found[f"{name}_id"] = value.pk if isinstance(value, Model) else value
        elif name not in CARRIED:
            found[name] = value
    return found


def _plain(field: forms.Field, value: Any) -> str:
    """A value of a field, stored or typed, in one form for comparing; asks no database."""
    match field:
        case forms.ModelChoiceField() | forms.ChoiceField():
            every = value if isinstance(value, list | tuple) else [value]
            return json.dumps(sorted(str(field.prepare_value(one) or "") for one in every))
        case forms.DecimalField() | forms.FloatField() if value not in (None, ""):
            try:
                return f"{Decimal(str(value)).normalize():f}"
            except InvalidOperation:
                return str(value)
    return _in_words(field, value).replace("\r\n", "\n").strip()


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
