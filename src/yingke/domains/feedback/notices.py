"""How the facts of feedback read in a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.domains.feedback import events
from yingke.domains.feedback.terms import Intention
from yingke.foundation.journal import describes

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.FeedbackRequested)
def feedback_requested(entry: Entry, event: events.FeedbackRequested) -> str:
    """A visit ended and its feedback is due."""
    due = timezone.localtime(event.due_at).strftime("%Y-%m-%d %H:%M")
    return _("asked for feedback by %(due)s") % {"due": due}


@describes(events.FeedbackRecorded)
def feedback_recorded(entry: Entry, event: events.FeedbackRecorded) -> str:
    """What the guests said was written down, or corrected."""
    return _("recorded the feedback: %(score)s of 100, intention “%(intention)s”") % {
        "score": event.score,
        "intention": Intention(event.intention).label,
    }
