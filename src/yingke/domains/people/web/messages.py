"""What a refused rule of the people package says to the person."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    params = violation.params
    sentences = {
        "stale": _("Somebody else saved this meanwhile. Compare both, then save again."),
        "not_allowed": _("You may not do this."),
        "phone_invalid": _("“%(phone)s” is not a phone number.") % {"phone": params.get("phone")},
        "number_taken": _("Somebody else has the staff number %(number)s.")
        % {"number": params.get("number")},
        "person_inactive": _("This person can no longer sign in. Choose somebody else."),
        "user_taken": _("This sign-in belongs to somebody else."),
        "department_unknown": _("There is no such department."),
        "skill_unknown": _("There is no such skill."),
        "skill_code_taken": _("This code is already in use."),
        "ends_before_start": _("It has to end after it begins."),
    }
    if violation.code == "absence_overlaps":
        return _("Another absence is noted from %(start)s to %(end)s.") % {
            "start": _moment(params["start"]),
            "end": _moment(params["end"]),
        }
    return sentences[violation.code]


def _moment(value: object) -> str:
    return formats.date_format(timezone.localtime(value), "Y-m-d H:i")
