"""Messages for refusals of tiering."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "action_closed": _("This has been done or explained already."),
        "day_has_passed": _("This day has passed."),
        "not_missed_yet": _("This is not due yet."),
        "comparisons_inconsistent": _(
            "These comparisons contradict each other: consistency ratio %(ratio)s, at most 0.1."
        ),
        "month_is_over": _("This month is over. Its scores no longer change."),
        "move_decided": _("This move has already been decided."),
        "nobody_to_score": _("There are no customers to score."),
        "not_submitted": _("These rules have not been submitted."),
        "own_rules": _("Someone else has to approve rules that you submitted."),
        "rated_in_the_future": _("A rating can't be dated in the future."),
        "two_alternatives": _("Name at least two alternatives, one a line."),
        "rescued_how_much": _("Say what the plan rescued."),
        "rules_faulty": _("These rules can't be computed: %(faults)s"),
        "rules_submitted": _("These rules are waiting for approval and can't be changed."),
        "tier_changed": _("The customer's tier has changed since. The next run proposes anew."),
    }
)
