"""Messages for refusals of the customers package."""

from collections.abc import Callable
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.rules.code_slips import Slip, SlipKind
from yingke.domains.customers.rules.credit_codes import CodeFault
from yingke.foundation.ui import refusals


def _code_taken(*, account: str | None) -> str:
    if account is None:
        return _("Another customer already has this code.")
    return _("%(account)s already has this code.") % {"account": account}


def _undo_too_late(*, until: datetime) -> str:
    day = formats.date_format(timezone.localtime(until), "DATE_FORMAT")
    return _("This merge could be undone until %(day)s.") % {"day": day}


def _slip(sentence: object) -> Callable[..., str]:
    """Return a sentence that locates a fault in a credit code, and the likeliest slip."""

    def told(*, fault: CodeFault, slip: Slip | None = None) -> str:
        first, last = formats.number_format(fault.first), formats.number_format(fault.last)
        text = str(sentence) % {"first": first, "last": last, "found": fault.found}
        return f"{text} {_likeliest(slip)}" if slip else text

    return told


def _likeliest(slip: Slip) -> str:
    values = {"first": slip.first, "last": slip.last, "meant": slip.code[slip.first - 1]}
    return str(SLIPS[slip.kind]) % values


SLIPS = {
    SlipKind.LOOK_ALIKE: gettext_lazy("Character %(first)s is probably a “%(meant)s”."),
    SlipKind.SWAPPED: gettext_lazy("Characters %(first)s and %(last)s are probably swapped."),
    SlipKind.DOUBLED: gettext_lazy("Character %(last)s was probably typed twice."),
    SlipKind.CHECK: gettext_lazy(
        "The last character should be “%(meant)s”; the others agree with each other."
    ),
    SlipKind.CHARACTER: gettext_lazy("Character %(first)s should probably be “%(meant)s”."),
}


def _too_many_contacts(*, count: int, limit: int) -> str:
    return _(
        "%(count)s contacts in the week around this day already, at most %(limit)s. Give a reason "
        "or choose another day."
    ) % {"count": count, "limit": limit}


refusals.register(
    {
        "reporting_cycle": gettext_lazy("These people would report to each other in a circle."),
        "contact_refused": gettext_lazy(
            "This person does not want to be contacted. Give a reason, or choose someone else."
        ),
        "card_unreadable": gettext_lazy("This file is not a contact card (vCard)."),
        "not_held_yet": gettext_lazy("This moment is still to come. Choose “Planned”."),
        "too_many_contacts": _too_many_contacts,
        "group_cycle": gettext_lazy(
            "A company can't be part of itself. Choose another parent company."
        ),
        "parent_unknown": gettext_lazy("Customer not found."),
        "customer_unknown": gettext_lazy("Customer not found."),
        "text_needed": gettext_lazy("Enter the details."),
        "contact_unknown": gettext_lazy("This person does not belong to the customer."),
        "ends_before_signed": gettext_lazy("The end date can't be before the signing date."),
        "already_revoked": gettext_lazy("This agreement is already revoked."),
        "different_credit_codes": gettext_lazy(
            "These customers have two different valid credit codes, so they are two companies."
        ),
        "merge_with_itself": gettext_lazy("Choose two different customers."),
        "merge_conflict": gettext_lazy(
            "Not possible: records of both customers in “%(rows)s” can't belong to one customer. "
            "Change or remove one of them first."
        ),
        "merge_already_undone": gettext_lazy("This merge has already been undone."),
        "merge_undo_too_late": _undo_too_late,
        "merge_undo_later_first": gettext_lazy(
            "%(name)s was merged into this customer later. Undo that merge first."
        ),
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
