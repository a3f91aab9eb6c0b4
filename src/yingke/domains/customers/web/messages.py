"""Messages for refusals of the customers package."""

from collections.abc import Callable

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.rules.credit_codes import CodeFault
from yingke.foundation.ui import refusals


def _code_taken(*, account: str | None) -> str:
    if account is None:
        return _("Another customer already has this code.")
    return _("%(account)s already has this code.") % {"account": account}


def _slip(sentence: object) -> Callable[..., str]:
    """Return a sentence that locates a fault in a credit code."""

    def told(*, fault: CodeFault) -> str:
        first, last = formats.number_format(fault.first), formats.number_format(fault.last)
        return str(sentence) % {"first": first, "last": last, "found": fault.found}

    return told


def _too_many_contacts(*, count: int, limit: int) -> str:
    return _(
        "%(count)s contacts in the week around this day already, at most %(limit)s. Give a reason "
        "or choose another day."
    ) % {"count": count, "limit": limit}


refusals.register(
    {
        "not_held_yet": gettext_lazy("This moment is still to come. Choose “Planned”."),
        "too_many_contacts": _too_many_contacts,
        "group_cycle": gettext_lazy(
            "A company can't be part of itself. Choose another parent company."
        ),
        "parent_unknown": gettext_lazy("Customer not found."),
        "text_needed": gettext_lazy("Enter the details."),
        "contact_unknown": gettext_lazy("This person does not belong to the customer."),
        "ends_before_signed": gettext_lazy("The end date can't be before the signing date."),
        "already_revoked": gettext_lazy("This agreement is already revoked."),
        "credit_code_taken": _code_taken,
        "credit_code_length": _slip(
            gettext_lazy("A credit code has 18 characters. This one has %(first)s.")
        ),
        "credit_code_digit_needed": _slip(
            gettext_lazy("Character %(first)s, “%(found)s”, must be a digit.")
        ),
        "credit_code_letter_not_used": _slip(
            gettext_lazy(
                "Character %(first)s, “%(found)s”, is not used in credit codes (nor are I, O, S, "
                "V, Z)."
            )
        ),
        "credit_code_organisation_part": _slip(
            gettext_lazy(
                "Characters %(first)s to %(last)s, “%(found)s”, contain a typo: the check "
                "digit does not match."
            )
        ),
        "credit_code_region_part": _slip(
            gettext_lazy(
                "Characters %(first)s to %(last)s, “%(found)s”, or the last one contain a "
                "typo: the check character does not match."
            )
        ),
    }
)
