"""Messages for refusals and faults of feedback."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.feedback.rules.questionnaire import Fault
from yingke.foundation.ui import refusals


def fault_words(fault: Fault) -> str:
    """Return the text of a fault."""
    sentences = {
        "form_without_questions": _("The form has no questions."),
        "form_without_score": _(
            "No score could be calculated. Add at least one required rating for guests "
            "with a weight above 0."
        ),
        "question_without_name": _("Question %(number)s has no Chinese text."),
        "question_twice": _("The question “%(code)s” appears twice."),
        "scale_unknown": _("“%(name)s” has an unknown scale: 0–%(best)s."),
    }
    return sentences[fault.code] % fault.params


def _form_faulty(*, faults: Iterable[Fault], **_more: object) -> str:
    words = " ".join(fault_words(fault) for fault in faults)
    return _("Can't publish yet. %(faults)s") % {"faults": words}


refusals.register(
    {
        "form_faulty": _form_faulty,
        "respondent_is_no_guest": gettext_lazy("This person was not a guest of the visit."),
        "rating_missing": gettext_lazy("Answer this question."),
        "rating_out_of_range": gettext_lazy("Choose a number on the scale."),
        "scale_unknown": gettext_lazy("Choose a scale."),
        "channel_unknown": gettext_lazy("Choose a channel."),
        "intention_unknown": gettext_lazy("Choose an intention."),
        "no_questions": gettext_lazy(
            "The feedback form has no questions. Ask an administrator to add some."
        ),
    }
)
