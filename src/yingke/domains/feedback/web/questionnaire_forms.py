"""Forms to edit the feedback form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.feedback.models import Question
from yingke.domains.feedback.rules.questionnaire import SCALES
from yingke.domains.feedback.services.questionnaires import QuestionFields
from yingke.domains.feedback.terms import AnswerKind, Party
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Segments


class QuestionForm(EditForm):
    name = forms.CharField(label=_("Question in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    party = forms.ChoiceField(label=_("Answered by"), choices=Party.choices, widget=Segments)
    kind = forms.ChoiceField(label=_("Answer type"), choices=AnswerKind.choices, widget=Segments)
    best = forms.TypedChoiceField(
        label=_("Rating scale"),
        choices=[(best, f"0–{best}") for best in SCALES],
        coerce=int,
        widget=Segments,
    )
    weight = forms.IntegerField(
        label=_("Score weight"),
        min_value=0,
        max_value=100,
        help_text=_("Guest ratings make up the score. A weight of 0 leaves this one out."),
    )
    required = forms.BooleanField(label=_("Answer required"), required=False)

    def fields_given(self) -> QuestionFields:
        """Return the values as the service takes them."""
        names = QuestionFields.__dataclass_fields__
        return QuestionFields(**{name: self.cleaned_data[name] for name in names})


NEW: dict[str, Any] = {
    "party": Party.GUEST, "kind": AnswerKind.RATING, "best": 10, "weight": 1, "required": True,
}  # fmt: skip


def initial_of(row: Question) -> dict[str, Any]:
    """Return a stored question as initial values of the form."""
    return {name: getattr(row, name) for name in (*QuestionFields.__dataclass_fields__, "version")}
