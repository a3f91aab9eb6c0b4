"""Refusals that every package may raise, and those of saved views."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "stale": _("Someone else has edited this. Review their changes before saving."),
        "not_allowed": _("You don't have permission to do this."),
        "taken": _("“%(value)s” is already in use."),
        "bad_cursor": _("This link to a page of the list is not valid."),
        "ends_before_start": _("The end has to be after the start."),
        "effective_in_the_past": _("Past dates can't be changed. Leave it empty to apply at once."),
        "name_missing": _("Enter a name."),
        "reason_missing": _("Give the reason; it is kept in the history."),
        "reason_needed": _("Give the reason; it is kept in the history."),
        "phone_invalid": _("“%(phone)s” is not a phone number."),
        "person_inactive": _("This person can no longer sign in. Choose someone else."),
        "department_unknown": _("This department does not exist."),
        "sheet_unreadable": _("Choose a spreadsheet: an .xlsx or a .csv file."),
        "sheet_too_long": _("At most %(most)s lines at once; import the rest in further files."),
        "too_many_views": _("You have %(most)s saved views of this list. Remove one first."),
    }
)
