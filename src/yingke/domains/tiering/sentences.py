"""Sentences of this package's events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import events
from yingke.domains.tiering.terms import ActionState
from yingke.foundation.journal import describes
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry

RULES = {
    "drafted": gettext_lazy("drafted version %(number)s of the tier rules"),
    "changed": gettext_lazy("changed the draft of version %(number)s of the tier rules"),
    "submitted": gettext_lazy("submitted version %(number)s of the tier rules for approval"),
    "returned": gettext_lazy("returned version %(number)s of the tier rules"),
    "published": gettext_lazy("published version %(number)s of the tier rules"),
    "taken_back": gettext_lazy("withdrew version %(number)s of the tier rules"),
    "dropped": gettext_lazy("discarded version %(number)s of the tier rules"),
}


@describes(events.AlarmConfirmed)
def alarm_confirmed(entry: Entry, event: events.AlarmConfirmed) -> str:
    return _("confirmed the alarm: “%(before)s” to “%(after)s”") % _tiers(event)


@describes(events.MoveReturned)
def move_returned(entry: Entry, event: events.MoveReturned) -> str:
    words = {**_tiers(event), "reason": event.reason}
    return _("returned the move from “%(before)s” to “%(after)s”: %(reason)s") % words


@describes(events.RulesChanged)
def rules_changed(entry: Entry, event: events.RulesChanged) -> str:
    return str(RULES[event.change]) % {"number": event.number}


def _tiers(event: events.AlarmConfirmed | events.MoveReturned) -> dict[str, str]:
    return {"before": str(Tier(event.before).label), "after": str(Tier(event.after).label)}


@describes(events.CareActionChanged)
def care_action_changed(entry: Entry, event: events.CareActionChanged) -> str:
    state = event.after.get("state")
    if state == ActionState.DONE:
        words = {"name": event.name, "proof": event.after["proof"]}
        return _("completed “%(name)s”: %(proof)s") % words
    if state == ActionState.EXCUSED:
        words = {"name": event.name, "reason": event.after["reason"]}
        return _("explained why “%(name)s” was missed: %(reason)s") % words
    words = {"name": event.name, "day": dates.year_day(event.after["planned_on"])}
    return _("planned “%(name)s” for %(day)s") % words
