"""Messages for refusals of follow-ups."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "note_missing": _("Describe the result."),
        "step_cannot_be_skipped": _("Only weekly updates can be skipped."),
        "step_closed": _("This step is already done."),
        "already_concluded": _("This follow-up is already closed."),
        "promise_kept": _("This promise is already kept."),
        "proof_missing": _("Say how it was kept."),
        "due_before_promised": _("The due date can't be before the day of the promise."),
        "visit_of_another_customer": _("This visit is of another customer."),
        "outcome_unknown": _("Choose an outcome."),
    }
)
