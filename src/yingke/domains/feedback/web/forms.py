"""The feedback form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.feedback.rules.score import LONGEST
from yingke.domains.feedback.services import FeedbackFields
from yingke.domains.feedback.terms import AnswerKind, Channel, Intention, Party
from yingke.domains.feedback.web.widgets import Scale
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Segments

if TYPE_CHECKING:
    from yingke.domains.feedback.models import Feedback, Question

RATING, ANSWER = "rating_", "answer_"
TEXTS = ("suggestions", "open_questions", "advice")


def _long(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class FeedbackForm(EditForm):
    """Answers of guests and host: one field for each question of the version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    respondent = forms.ModelChoiceField(
        label=_("Respondent"), queryset=Contact.objects.none(), required=False
    )
    channel = forms.ChoiceField(label=_("Collected via"), choices=Channel.choices, widget=Segments)
    intention = forms.ChoiceField(
        label=_("Intention to cooperate"), choices=Intention.choices, widget=Segments
    )
    suggestions = _long(_("Suggestions"), _("What the guests would like to see improved."))
    open_questions = _long(_("Open questions"), _("What they asked and is still unanswered."))
    advice = _long(_("Advice for follow-up"), _("What the business department should do next."))

    def __init__(self, data: Any, *, feedback: Feedback, questions: list[Question]) -> None:
        super().__init__(data, initial=initial_of(feedback))
        fields: dict[str, Any] = self.fields
        fields["respondent"].queryset = Contact.objects.filter(
            visits__visit=feedback.visit_id
        ).order_by("visits__position", "pk")
        fields["respondent"].empty_label = _("Several or unspecified")
        self._asked = {_name_of(question): question for question in questions}
        for name, question in self._asked.items():
            self.fields[name] = _field_of(question)

    def of_guests(self) -> list[forms.BoundField]:
        """Fields that guests answer, in order."""
        return self._of(Party.GUEST)

    def of_host(self) -> list[forms.BoundField]:
        """Fields that the host answers, in order."""
        return self._of(Party.HOST)

    def values(self) -> FeedbackFields:
        """Return the values as the service takes them."""
        given = self.cleaned_data
        return FeedbackFields(
            ratings=self._given(RATING),
            answers=self._given(ANSWER),
            channel=given["channel"],
            respondent_id=given["respondent"].pk if given["respondent"] else None,
            intention=given["intention"],
            **{name: given[name] for name in TEXTS},
        )

    def _of(self, party: str) -> list[forms.BoundField]:
        return [self[name] for name, question in self._asked.items() if question.party == party]

    def _given(self, prefix: str) -> dict[str, Any]:
        return {
            question.code: self.cleaned_data[name]
            for name, question in self._asked.items()
            if name.startswith(prefix) and self.cleaned_data[name] not in (None, "")
        }


def initial_of(feedback: Feedback) -> dict[str, Any]:
    """Return the stored values as initial values of the form."""
    return {
        "version": feedback.version,
        "respondent": feedback.respondent_id,
        "channel": feedback.channel,
        "intention": feedback.intention,
        **{name: getattr(feedback, name) for name in TEXTS},
        **{RATING + code: value for code, value in feedback.ratings.items()},
        **{ANSWER + code: _typed(value) for code, value in feedback.answers.items()},
    }


def _name_of(question: Question) -> str:
    """Return the field name of a question, as the rules name it."""
    return (RATING if question.kind == AnswerKind.RATING else ANSWER) + question.code


def _field_of(question: Question) -> forms.Field:
    """Return a form field for the kind of answer."""
    asked: dict[str, Any] = {"label": question.label, "required": question.required}
    if question.kind == AnswerKind.RATING:
        steps = [(number, str(number)) for number in range(question.best + 1)]
        return forms.TypedChoiceField(
            choices=steps, coerce=int, empty_value=None, widget=Scale, **asked
        )
    if question.kind == AnswerKind.YES_NO:
        return forms.TypedChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=Segments,
            **asked,
        )
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **asked)


def _typed(value: Any) -> Any:
    """Return a stored answer as its form field takes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
