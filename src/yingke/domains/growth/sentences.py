"""Sentences of follow-up events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.growth import events
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.foundation.journal import describes

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.FollowUpOpened)
def follow_up_opened(entry: Entry, event: events.FollowUpOpened) -> str:
    return _("opened the follow-up")


@describes(events.StepDone)
def step_done(entry: Entry, event: events.StepDone) -> str:
    return _("completed “%(step)s”: %(note)s") % {
        "step": StepKind(event.step).label,
        "note": event.note,
    }


@describes(events.StepSkipped)
def step_skipped(entry: Entry, event: events.StepSkipped) -> str:
    return _("skipped “%(step)s”: %(reason)s") % {
        "step": StepKind(event.step).label,
        "reason": event.reason,
    }


@describes(events.FollowUpClosed)
def follow_up_concluded(entry: Entry, event: events.FollowUpClosed) -> str:
    return _("closed the follow-up as “%(outcome)s”: %(reason)s") % {
        "outcome": Outcome(event.outcome).label,
        "reason": event.reason,
    }


@describes(events.PromiseKept)
def promise_kept(entry: Entry, event: events.PromiseKept) -> str:
    return _("kept the promise “%(text)s”: %(proof)s") % {"text": event.text, "proof": event.proof}
