"""The feedback form; it checks shape, the rules check meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.feedback.rules.score import BEST
from yingke.domains.feedback.services import FeedbackFields
from yingke.domains.feedback.terms import Channel, Intention
from yingke.domains.feedback.web.messages import explain
from yingke.domains.feedback.web.widgets import Scale
from yingke.foundation.ui.widgets import Segments

if TYPE_CHECKING:
    from yingke.domains.feedback.models import Feedback, Question
    from yingke.foundation.kernel.errors import RuleViolation

PREFIX = "rating_"
TEXTS = ("suggestions", "open_questions", "advice")
RATINGS = [(number, str(number)) for number in range(BEST + 1)]


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
    """What the guests said; one rating for each question that is asked today."""

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
        for question in questions:
            self.fields[PREFIX + question.code] = forms.TypedChoiceField(
                label=question.label, choices=RATINGS, coerce=int, widget=Scale
            )

    def ratings(self) -> list[forms.BoundField]:
        """The rating fields, in order."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def values(self) -> FeedbackFields:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        return FeedbackFields(
            ratings={
                name.removeprefix(PREFIX): value
                for name, value in given.items()
                if name.startswith(PREFIX)
            },
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

    @staticmethod
    def _stored(feedback: Feedback) -> dict[str, Any]:
        return {
            "version": feedback.version,
            "respondent": feedback.respondent_id,
            "channel": feedback.channel,
            "intention": feedback.intention,
            **{name: getattr(feedback, name) for name in TEXTS},
            **{PREFIX + code: value for code, value in feedback.ratings.items()},
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
