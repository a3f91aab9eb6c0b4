"""Sentences of planning events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.planning import events
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
