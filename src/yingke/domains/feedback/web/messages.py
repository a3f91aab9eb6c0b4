"""What a refused rule of feedback says to the person."""

from django.utils.translation import gettext as _

from yingke.domains.feedback.rules.questionnaire import Fault
from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    if violation.code == "form_faulty":
        faults = " ".join(fault_words(fault) for fault in violation.params["faults"])
        return _("It cannot be published yet. %(faults)s") % {"faults": faults}
    sentences = {
        "stale": _("Somebody else saved this meanwhile. Compare both, then save again."),
        "not_allowed": _("You may not do this."),
        "respondent_is_no_guest": _("This person was not a guest of the visit."),
        "rating_missing": _("Please answer this question."),
        "rating_out_of_range": _("Choose a number of the scale."),
        "answer_wrong": _("This answer does not fit the question."),
        "name_missing": _("Please give it a name."),
        "scale_unknown": _("Choose one of the scales."),
        "effective_in_the_past": _("This lies in the past. Leave it empty for at once."),
        "moment_taken": _("Another version is published from this moment on."),
        "draft_exists": _("There is a draft already; throw it away first."),
        "form_is_published": _("This version is published and stays as it is."),
        "form_is_in_force": _("This version is in force already."),
        "channel_unknown": _("Choose one of the channels."),
        "intention_unknown": _("Choose one of the intentions."),
        "no_questions": _("The feedback form has no questions. Ask an administrator to add some."),
    }
    return sentences[violation.code]


def fault_words(fault: Fault) -> str:
    """One thing that keeps a version of the form from being published."""
    sentences = {
        "form_without_questions": _("The form has no question."),
        "form_without_score": _(
            "There would be no score: guests need at least one rating that has to be answered and "
            "has a weight."
        ),
        "question_without_name": _("Question %(number)s has no Chinese words."),
        "question_twice": _("The question “%(code)s” stands in the form twice."),
        "scale_unknown": _("“%(name)s” has an unknown scale: 0–%(best)s."),
    }
    return sentences[fault.code] % fault.params
