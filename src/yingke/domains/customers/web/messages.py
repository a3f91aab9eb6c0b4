"""What a refused rule of the customers package says to the person."""

from django.utils import formats
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    if violation.code.startswith("credit_code_"):
        return _credit_code(violation)
    params = violation.params
    sentences = {
        "stale": _("Somebody else saved this meanwhile. Compare both, then save again."),
        "not_allowed": _("You may not do this."),
        "phone_invalid": _("“%(phone)s” is not a phone number.") % {"phone": params.get("phone")},
        "group_cycle": _("A company cannot stand below itself in its group."),
        "parent_unknown": _("There is no such customer."),
        "person_inactive": _("This person can no longer sign in. Choose somebody else."),
        "department_unknown": _("There is no such department."),
        "reason_needed": _("Give the reason; it is kept in the history."),
        "text_needed": _("Say what is to be known."),
        "contact_unknown": _("This person does not belong to the customer."),
        "ends_before_start": _("It has to end after it begins."),
        "ends_before_signed": _("It cannot have ended before it was signed."),
        "already_revoked": _("It is already revoked."),
    }
    return sentences[violation.code]


def _credit_code(violation: RuleViolation) -> str:
    if violation.code == "credit_code_taken":
        account = violation.params["account"]
        if account is None:
            return _("Another customer already has this code.")
        return _("%(account)s already has this code.") % {"account": account}
    fault = violation.params["fault"]
    values = {
        "first": formats.number_format(fault.first),
        "last": formats.number_format(fault.last),
        "found": fault.found,
    }
    sentences = {
        "credit_code_length": _("A credit code has 18 characters; this one has %(first)s."),
        "credit_code_digit_needed": _("Character %(first)s, “%(found)s”, must be a digit."),
        "credit_code_letter_not_used": _(
            "Character %(first)s, “%(found)s”, is not used in credit codes (nor are I, O, S, V, Z)."
        ),
        "credit_code_organisation_part": _(
            "Characters %(first)s to %(last)s, “%(found)s”, hold a typing slip: "
            "their check digit does not fit."
        ),
        "credit_code_region_part": _(
            "Characters %(first)s to %(last)s, “%(found)s”, or the last one hold a typing slip: "
            "the check character does not fit."
        ),
    }
    return sentences[violation.code] % values
