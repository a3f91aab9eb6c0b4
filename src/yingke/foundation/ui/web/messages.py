"""Refusals that every package may raise, and those of saved views."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "stale": _("Someone else has edited this. Review their changes before saving."),
        "not_allowed": _("You don't have permission to do this."),
        "taken": _("“%(value)s” is already in use."),
        "bad_cursor": _("This page link is not valid."),
        "ends_before_start": _("The end must be after the start."),
        "effective_in_the_past": _(
            "Past dates can't be changed. Leave it empty to apply the value now."
        ),
        "name_missing": _("Enter a name."),
        "reason_missing": _("Enter a reason. It is kept in the history."),
        "reason_needed": _("Enter a reason. It is kept in the history."),
        "phone_invalid": _("“%(phone)s” is not a valid phone number."),
        "person_inactive": _("This person can no longer sign in. Choose someone else."),
        "department_unknown": _("Department not found."),
        "sheet_unreadable": _("Choose an .xlsx or .csv file."),
        "sheet_encoding": _("Save the file as UTF-8 or GB 18030 text, or as .xlsx."),
        "sheet_too_long": _("A file can have up to %(most)s lines. Split it and import the parts."),
        "too_many_views": _(
            "You already have %(most)s saved views for this list. Remove one first."
        ),
    }
)
