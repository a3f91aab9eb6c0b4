"""Sentences for rule violations."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    sentences = {
        "stale": _("Somebody else has changed this meanwhile. Look at it again before you save."),
        "not_allowed": _("You may not do this."),
        "email_taken": _("Somebody already signs in with this address."),
        "code_taken": _("This code is already in use."),
        "own_account_locked": _("You cannot close your own account."),
        "own_management_lost": _("You would no longer be able to manage people and roles."),
        "unknown_permission": _("There is no such permission."),
        "company_not_on_top": _("A company stands at the top of the tree."),
        "unit_without_parent": _("Only a company stands at the top of the tree."),
        "unit_below_itself": _("A unit cannot stand below itself."),
        "delegation_ends_before_start": _("It has to end after it begins."),
        "delegation_over": _("This period is already over."),
        "delegation_to_oneself": _("Choose somebody else."),
        "delegation_to_inactive": _("This person can no longer sign in."),
    }
    return sentences[violation.code]
