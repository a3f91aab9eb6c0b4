"""Messages for refusals of planning."""

from django.utils.translation import gettext_lazy

from yingke.foundation.ui import refusals

refusals.register(
    {
        "ask_unknown": gettext_lazy("This request can't be read. Choose again from the page."),
        "day_empty": gettext_lazy("No visits of this day are left to plan."),
        "need_role": gettext_lazy("Choose a role for a person, and none for anything else."),
        "nothing_chosen": gettext_lazy("Choose at least one item that would change."),
        "proposal_closed": gettext_lazy(
            "This proposal was accepted or replaced. Review the current one."
        ),
        "proposal_not_ready": gettext_lazy("The proposal isn't ready yet. Try again shortly."),
        "timing_order": gettext_lazy("The end must be after the start."),
        "too_many_asks": gettext_lazy("At most %(most)s requests. Remove one first."),
    }
)
