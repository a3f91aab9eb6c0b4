"""Sentences of planning events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.planning import events, notices
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.terms import ChangeState
from yingke.foundation.journal import describes

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.ProposalAsked)
def proposal_asked(entry: Entry, event: events.ProposalAsked) -> str:
    if not event.asks:
        return _("asked for a proposed plan")
    count = len(event.asks)
    return ngettext(
        "asked for a proposed plan with %(n)s request",
        "asked for a proposed plan with %(n)s requests",
        count,
    ) % {"n": count}


@describes(events.ProposalAccepted)
def proposal_accepted(entry: Entry, event: events.ProposalAccepted) -> str:
    return _accepted(len(event.items))


@describes(events.DayAccepted)
def day_accepted(entry: Entry, event: events.DayAccepted) -> str:
    return _accepted(len(event.items))


def _accepted(count: int) -> str:
    return ngettext(
        "accepted the proposed plan for %(n)s agenda item",
        "accepted the proposed plan for %(n)s agenda items",
        count,
    ) % {"n": count}


@describes(events.ChangeReported)
def change_reported(entry: Entry, event: events.ChangeReported) -> str:
    details = Details.from_json(event.details)
    words = event.text or notices.kind_sentence(event.change_kind, details)
    return _("reported a change: %(change)s") % {"change": words}


@describes(events.ChangeApplied)
def change_applied(entry: Entry, event: events.ChangeApplied) -> str:
    return ngettext(
        "applied a change that moves %(n)s agenda item",
        "applied a change that moves %(n)s agenda items",
        event.moved,
    ) % {"n": event.moved}


@describes(events.ChangeTold)
def change_told(entry: Entry, event: events.ChangeTold) -> str:
    minutes = max(1, round(event.seconds / 60))
    return ngettext(
        "everyone affected by a change was told, %(n)s minute after its report",
        "everyone affected by a change was told, %(n)s minutes after its report",
        minutes,
    ) % {"n": minutes}


@describes(events.ChangeClosed)
def change_closed(entry: Entry, event: events.ChangeClosed) -> str:
    sentences = {
        ChangeState.WITHDRAWN: _("withdrew a change"),
        ChangeState.REFUSED: _("refused a change: %(reason)s") % {"reason": event.reason},
        ChangeState.AWAITING: _("submitted a change for approval"),
    }
    return sentences.get(ChangeState(event.state), _("undid a change before anyone was told"))
