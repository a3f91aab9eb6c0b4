"""Forms of visit types and the questions of the request form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.rules.request_form import (
    LONGEST_CODE,
    WITH_OPTIONS,
    Wording,
    lines_of,
    options_from,
)
from yingke.domains.procedures.services.visit_types import TypeFields, values_of
from yingke.domains.procedures.terms import FieldKind
from yingke.domains.procedures.web.forms.fields import VersionForm
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.refusals import explain


class CodeField(forms.RegexField):
    """The code under which files and the API know a record; it never changes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            r"^[a-z][a-z0-9_]*$",
            label=_("Short name"),
            max_length=LONGEST_CODE,
            error_messages={
                "invalid": _(
                    "Use lower-case letters, digits and underscores, starting with a letter."
                )
            },
            **kwargs,
        )


class TypeForm(forms.Form):
    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    description = forms.CharField(label=_("Description in Chinese"), max_length=300, required=False)
    description_en = forms.CharField(
        label=_("Description in English"), max_length=300, required=False
    )

    def fields_given(self) -> TypeFields:
        """Return the values as the service takes them."""
        names = TypeFields.__dataclass_fields__
        return TypeFields(**{name: self.cleaned_data[name] for name in names})


class NewTypeForm(TypeForm):
    code = CodeField(
        help_text=_(
            "The name used by imports and the API, such as press_tour. It can't be changed later."
        )
    )


class EditTypeForm(TypeForm, VersionForm):
    """An existing visit type."""


def type_initial(row: VisitType) -> dict[str, Any]:
    """Return a stored type as initial values of the form."""
    return {**values_of(row), "version": row.version}


class QuestionForm(forms.Form):
    name = forms.CharField(label=_("Question in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Answer type"), choices=FieldKind.choices)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For choices: one per line, as 中文 | English."),
    )
    required = forms.BooleanField(label=_("Required to submit the request"), required=False)
    hidden_from_requester = forms.BooleanField(
        label=_("Only visible to coordinators"), required=False
    )
    help = forms.CharField(label=_("Hint in Chinese"), max_length=200, required=False)
    help_en = forms.CharField(label=_("Hint in English"), max_length=200, required=False)

    def __init__(self, *args: Any, field: RequestField | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = field.options if field else ()

    def clean_options(self) -> str:
        """Keep the lines as typed; their parsed form is stored beside."""
        text = self.cleaned_data["options"]
        self._options: list[dict[str, str]] = []
        if self.cleaned_data.get("kind") in WITH_OPTIONS:
            try:
                self._options = options_from(text, self._before)
            except RuleViolation as violation:
                raise forms.ValidationError(explain(violation)) from violation
            return lines_of(self._options)
        return ""

    def wording(self) -> Wording:
        """Return the values as the service takes them."""
        values = {name: self.cleaned_data[name] for name in Wording.__dataclass_fields__}
        return Wording(**{**values, "options": self._options})


class NewQuestionForm(QuestionForm):
    code = CodeField(
        required=False,
        help_text=_(
            "The name of this answer in the API. Leave empty to derive it from the English "
            "question. It can't be changed later."
        ),
    )


class EditQuestionForm(QuestionForm, VersionForm):
    """A new wording of a question."""


def question_initial(row: RequestField) -> dict[str, Any]:
    """Return a stored question as initial values; its id is the version that was seen."""
    values = {name: getattr(row, name) for name in Wording.__dataclass_fields__}
    return {**values, "options": lines_of(row.options), "version": row.pk}
