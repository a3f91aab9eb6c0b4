"""Messages for refusals of planning."""

from django.utils.translation import gettext_lazy

from yingke.foundation.ui import refusals

refusals.register(
    {
        "ask_unknown": gettext_lazy("This request can't be read. Choose again from the page."),
        "day_empty": gettext_lazy("No visits of this day are left to plan."),
        "already_arrived": gettext_lazy("The guests have already arrived."),
        "change_closed": gettext_lazy("This change has already been decided."),
        "change_incomplete": gettext_lazy("Say what is still missing."),
        "change_not_understood": gettext_lazy("Choose what happened, or say it in other words."),
        "change_out_of_range": gettext_lazy("This number isn't possible here."),
        "change_unknown": gettext_lazy("This isn't part of the visit's agenda."),
        "need_role": gettext_lazy("Choose a role for a person, and none for anything else."),
        "nothing_changes": gettext_lazy("Nothing on the agenda would change."),
        "nothing_chosen": gettext_lazy("Choose at least one item that would change."),
        "proposal_closed": gettext_lazy(
            "This proposal was accepted or replaced. Review the current one."
        ),
        "proposal_not_ready": gettext_lazy("The proposal isn't ready yet. Try again shortly."),
        "timing_order": gettext_lazy("The end must be after the start."),
        "too_many_asks": gettext_lazy("At most %(most)s requests. Remove one first."),
    }
)
