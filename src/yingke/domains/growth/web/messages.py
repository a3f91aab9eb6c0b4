"""Messages for refusals of follow-ups."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "note_missing": _("Describe the result."),
        "step_cannot_be_skipped": _("Only weekly updates can be skipped."),
        "step_closed": _("This step is already done."),
        "already_concluded": _("This follow-up is already closed."),
        "outcome_unknown": _("Choose an outcome."),
    }
)
