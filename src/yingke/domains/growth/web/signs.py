"""Pills and markers of follow-up states."""

from datetime import datetime
from typing import Final

from django.utils.safestring import SafeString

from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.growth.terms import Outcome
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill

OUTCOME_TONES: Final[dict[str, Tone]] = {
    Outcome.OPEN: "blue",
    Outcome.WON: "green",
    Outcome.TERMINATED: "neutral",
}


def outcome_pill(row: FollowUp) -> SafeString:
    return pill(row.get_outcome_display(), tone=OUTCOME_TONES[row.outcome], dot=True)


def state_of(step: Step, *, now: datetime, over: bool) -> str:
    """Return a step's marker in the stepper: done, late, now (next) or todo."""
    if step.done_at is not None:
        return "done"
    if over:
        return "todo"
    return "late" if step.due_at < now else "now"
