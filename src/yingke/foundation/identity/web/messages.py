"""What a refused rule of the identity package says to the person."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "email_taken": _("This email address is already in use."),
        "timezone_unknown": _("Unknown time zone."),
        "own_account_locked": _("You can't deactivate your own account."),
        "own_management_lost": _("You would no longer be able to manage people and roles."),
        "unknown_permission": _("Permission not found."),
        "company_not_on_top": _("A company must be at the top of the organisation."),
        "unit_without_parent": _("Only a company can be at the top of the organisation."),
        "unit_below_itself": _("A unit can't be its own parent. Choose another one."),
        "delegation_ends_before_start": _("The end must be after the start."),
        "delegation_over": _("This period is already over."),
        "delegation_to_oneself": _("Choose someone else."),
        "delegation_to_inactive": _("This person can no longer sign in."),
        "not_a_sample": _("This database belongs to a real company."),
    }
)
