"""What a refused rule of the identity package says to the person."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "email_taken": _("Somebody already signs in with this address."),
        "timezone_unknown": _("There is no such time zone."),
        "own_account_locked": _("You cannot close your own account."),
        "own_management_lost": _("You would no longer be able to manage people and roles."),
        "unknown_permission": _("There is no such permission."),
        "company_not_on_top": _("A company stands at the top of the tree."),
        "unit_without_parent": _("Only a company stands at the top of the tree."),
        "unit_below_itself": _("A unit cannot stand below itself."),
        "delegation_ends_before_start": _("The end has to be after the start."),
        "delegation_over": _("This period is already over."),
        "delegation_to_oneself": _("Choose somebody else."),
        "delegation_to_inactive": _("This person can no longer sign in."),
        "not_a_sample": _("This is the database of a real company."),
    }
)
