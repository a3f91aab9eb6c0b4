"""Sentences of feedback events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingke.domains.feedback import events
from yingke.domains.feedback.terms import Intention
from yingke.foundation.journal import describes
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.FeedbackRequested)
def feedback_requested(entry: Entry, event: events.FeedbackRequested) -> str:
    due = dates.full(event.due_at)
    return _("requested feedback by %(due)s") % {"due": due}


@describes(events.FeedbackRecorded)
def feedback_recorded(entry: Entry, event: events.FeedbackRecorded) -> str:
    return _("recorded feedback: %(score)s of 100, intention “%(intention)s”") % {
        "score": event.score,
        "intention": Intention(event.intention).label,
    }


@describes(events.FormChanged)
def form_changed(entry: Entry, event: events.FormChanged) -> str:
    in_chinese = (get_language() or "").startswith("zh")
    name = event.name if in_chinese or not event.name_en else event.name_en
    sentences = {
        "drafted": _("drafted version %(number)s of the feedback form"),
        "dropped": _("discarded the draft of version %(number)s of the feedback form"),
        "published": _("published version %(number)s of the feedback form"),
        "taken_back": _("reverted version %(number)s of the feedback form to draft"),
        "question_added": _("added the question “%(name)s” to the feedback form"),
        "question_changed": _("changed the question “%(name)s” in the feedback form"),
        "question_moved": _("moved the question “%(name)s” in the feedback form"),
        "question_removed": _("removed the question “%(name)s” from the feedback form"),
    }
    return sentences[event.change] % {"number": event.number, "name": name}
