"""What a refused rule of feedback says to the person."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    sentences = {
        "stale": _("Somebody else saved this meanwhile. Compare both, then save again."),
        "not_allowed": _("You may not do this."),
        "respondent_is_no_guest": _("This person was not a guest of the visit."),
        "rating_missing": _("Choose a number from 0 to 10."),
        "rating_out_of_range": _("Choose a number from 0 to 10."),
        "channel_unknown": _("Choose one of the channels."),
        "intention_unknown": _("Choose one of the intentions."),
        "no_questions": _("The feedback form has no questions. Ask an administrator to add some."),
    }
    return sentences[violation.code]
