"""Forms of the policy pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.dimensions import dimensions
from yingke.foundation.policy.models import PolicyClause
from yingke.foundation.policy.parameters import Parameter
from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.terms import Kind
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.widgets import DateTimePicker, Segments


class ChangeForm(EditForm):
    """A value with its scope and effective time."""

    carrier = "seen"

    withdraw = forms.BooleanField(
        label=_("Clear this value and inherit from the wider scope"), required=False
    )
    effective_from = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=DateTimePicker,
        help_text=_("Leave empty to apply immediately."),
    )
    note = forms.CharField(label=_("Reason for change"), max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        self.fields["value"] = _value_field(parameter)
        depends_on = [one for one in dimensions if one.code in parameter.dimensions]
        for one in depends_on:
            self.fields[one.code] = forms.ChoiceField(
                label=str(one.label), choices=[("", _("All")), *one.choices()], required=False
            )
        codes = [one.code for one in depends_on]
        self.order_fields(["value", *codes, "effective_from", "note", "withdraw", "seen"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("value", "")
        if cleaned.pop("withdraw", False):
            cleaned["value"] = None
            return cleaned
        try:
            cleaned["value"] = kinds.parse(self.parameter.kind, text)
        except RuleViolation as violation:
            self.add_error("value", explain(violation))
        return cleaned


class ClauseForm(ModelEditForm):
    """A clause; its number stays, since parameters refer to it."""

    fixed = ("document", "number")

    class Meta:
        model = PolicyClause
        fields = ("document", "number", "title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


def _value_field(parameter: Parameter) -> forms.Field:
    label = Kind(parameter.kind).label
    if parameter.kind == Kind.BOOL:
        choices = [("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=_("Value"), choices=choices, required=False, widget=Segments)
    if parameter.kind == Kind.TEXT:
        return forms.CharField(label=_("Value"), required=False)
    number = forms.NumberInput(attrs={"step": "any", "min": "0"})
    return forms.CharField(label=_("Value"), help_text=label, required=False, widget=number)
