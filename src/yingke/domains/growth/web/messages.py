"""What a refused rule of follow-ups says to the person."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "note_missing": _("Say what came of it."),
        "step_cannot_be_skipped": _("Only a weekly update can be left out."),
        "step_closed": _("This step is already closed."),
        "already_concluded": _("This follow-up has already come to its outcome."),
        "outcome_unknown": _("Choose what it came to."),
    }
)
