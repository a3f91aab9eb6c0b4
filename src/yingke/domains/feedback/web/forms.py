"""The feedback form; it checks shape, the rules check meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.feedback.rules.score import LONGEST
from yingke.domains.feedback.services import FeedbackFields
from yingke.domains.feedback.terms import AnswerKind, Channel, Intention, Party
from yingke.domains.feedback.web.messages import explain
from yingke.domains.feedback.web.widgets import Scale
from yingke.foundation.ui.widgets import Segments

if TYPE_CHECKING:
    from yingke.domains.feedback.models import Feedback, Question
    from yingke.foundation.kernel.errors import RuleViolation

RATING, ANSWER = "rating_", "answer_"
TEXTS = ("suggestions", "open_questions", "advice")


@dataclass(frozen=True)
class Difference:
    """One field as it is stored now, and as the person typed it."""

    label: str
    stored: str
    typed: str


def _long(label: object, hint: object) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class FeedbackForm(forms.Form):
    """What the guests said, and the host: a field for each question of its version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    respondent = forms.ModelChoiceField(
        label=_("Who answered"), queryset=Contact.objects.none(), required=False
    )
    channel = forms.ChoiceField(
        label=_("How it was asked"), choices=Channel.choices, widget=Segments
    )
    intention = forms.ChoiceField(
        label=_("Intention to cooperate"), choices=Intention.choices, widget=Segments
    )
    suggestions = _long(_("Suggestions"), _("What the guests would like to see done better."))
    open_questions = _long(_("Open questions"), _("What they asked and nobody has answered yet."))
    advice = _long(_("Advice for the follow-up"), _("What the business department should do next."))

    def __init__(self, data: Any, *, feedback: Feedback, questions: list[Question]) -> None:
        super().__init__(data, initial=self._stored(feedback))
        self.clash: tuple[Difference, ...] = ()
        self.fields["respondent"].queryset = Contact.objects.filter(
            visits__visit=feedback.visit_id
        ).order_by("visits__position", "pk")
        self.fields["respondent"].empty_label = _("Several, or nobody in particular")
        self._asked = {_name_of(question): question for question in questions}
        for name, question in self._asked.items():
            self.fields[name] = _field_of(question)

    def of_guests(self) -> list[forms.BoundField]:
        """What the guests answer, in order."""
        return self._of(Party.GUEST)

    def of_host(self) -> list[forms.BoundField]:
        """What the host answers, in order."""
        return self._of(Party.HOST)

    def values(self) -> FeedbackFields:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        return FeedbackFields(
            ratings=self._given(RATING),
            answers=self._given(ANSWER),
            channel=given["channel"],
            respondent_id=given["respondent"].pk if given["respondent"] else None,
            intention=given["intention"],
            **{name: given[name] for name in TEXTS},
        )

    def refuse(self, violation: RuleViolation, stored: Feedback) -> None:
        """Put the sentence at its field; after a clash show both sides, and a second save wins."""
        self.add_error(
            violation.field if violation.field in self.fields else None, explain(violation)
        )
        if violation.code == "stale":
            self.initial = self._stored(stored)
            self.clash = tuple(self._differences())
            self.data = self.data.copy()
            self.data["version"] = stored.version

    def _of(self, party: str) -> list[forms.BoundField]:
        return [self[name] for name, question in self._asked.items() if question.party == party]

    def _given(self, prefix: str) -> dict[str, Any]:
        return {
            question.code: self.cleaned_data[name]
            for name, question in self._asked.items()
            if name.startswith(prefix) and self.cleaned_data[name] not in (None, "")
        }

    @staticmethod
    def _stored(feedback: Feedback) -> dict[str, Any]:
        return {
            "version": feedback.version,
            "respondent": feedback.respondent_id,
            "channel": feedback.channel,
            "intention": feedback.intention,
            **{name: getattr(feedback, name) for name in TEXTS},
            **{RATING + code: value for code, value in feedback.ratings.items()},
            **{ANSWER + code: _typed(value) for code, value in feedback.answers.items()},
        }

    def _differences(self) -> list[Difference]:
        return [
            Difference(
                str(self[name].label),
                self._in_words(name, self.initial.get(name)),
                self._in_words(name, self[name].value()),
            )
            for name in self.changed_data
            if name != "version"
        ]

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            row = field.queryset.filter(pk=value).first() if value else None
            return row.label if row else ""
        if isinstance(field, forms.ChoiceField):
            return next(
                (str(label) for code, label in field.choices if str(code) == str(value)), ""
            )
        return str(value or "")


def _name_of(question: Question) -> str:
    """The question's field, as the rules name it."""
    return (RATING if question.kind == AnswerKind.RATING else ANSWER) + question.code


def _field_of(question: Question) -> forms.Field:
    """A control that fits the kind of answer."""
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
    """A stored answer as its control has it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
