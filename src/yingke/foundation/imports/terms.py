"""Enumerations of imports."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    COLUMNS = "columns", _("Matching columns")
    CHECKING = "checking", _("Dry run in progress")
    CHECKED = "checked", _("Checked")
    WRITING = "writing", _("Writing")
    WRITTEN = "written", _("Written")
    UNDOING = "undoing", _("Undo in progress")
    UNDONE = "undone", _("Undone")


AT_WORK: Final = (State.CHECKING, State.WRITING, State.UNDOING)


class Reason(TextChoices):
    """Why a column of a file stands for a field."""

    REMEMBERED = "remembered", _("Remembered")
    NAMED = "named", _("Same name")
    GUESSED = "guessed", _("Guessed")
    BY_HAND = "by_hand", _("By hand")
    ASKED = "asked", _("Please choose")
    EMPTY = "empty", _("Empty column")
    UNKNOWN = "unknown", _("Not recognised")


class Cause(TextChoices):
    """Kinds of problems, by which bad rows are grouped."""

    REQUIRED = "required", _("Not filled in")
    NOT_LISTED = "invalid_choice", _("Not in the list")
    INVALID = "invalid", _("Not valid")
    TOO_LONG = "max_length", _("Too long")
    TOO_SMALL = "min_value", _("Too small")
    TOO_LARGE = "max_value", _("Too large")
    AMBIGUOUS = "ambiguous", _("Several records match")
    REPEATED = "repeated", _("Key appears twice")
    EXISTS = "exists", _("Already exists")
    TAKEN = "taken", _("Already used")
    NOT_ALLOWED = "not_allowed", _("No permission")
    REFUSED = "refused", _("Refused by a rule")
