"""Sentences of this package's events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.people import events
from yingke.domains.people.models import Staff
from yingke.domains.people.terms import AbsenceKind, SkillLevel
from yingke.foundation.journal import describes
from yingke.foundation.journal.records import field_names
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.StaffAdded)
def staff_added(entry: Entry, event: events.StaffAdded) -> str:
    return _("added %(name)s (%(number)s)") % {"name": event.name, "number": event.number}


@describes(events.StaffChanged)
def staff_changed(entry: Entry, event: events.StaffChanged) -> str:
    return _("changed %(fields)s") % {"fields": field_names(Staff, event.after)}


@describes(events.SkillCertified)
def skill_certified(entry: Entry, event: events.SkillCertified) -> str:
    return _("certified %(skill)s, level “%(level)s”") % {
        "skill": event.skill_name,
        "level": SkillLevel(event.level).label,
    }


@describes(events.SkillWithdrawn)
def skill_withdrawn(entry: Entry, event: events.SkillWithdrawn) -> str:
    return _("revoked the certification “%(skill)s”") % {"skill": event.skill_name}


@describes(events.AbsenceNoted)
def absence_noted(entry: Entry, event: events.AbsenceNoted) -> str:
    return _("added an absence (%(kind)s): %(start)s – %(end)s") % _absence(event)


@describes(events.AbsenceRemoved)
def absence_removed(entry: Entry, event: events.AbsenceRemoved) -> str:
    return _("removed an absence (%(kind)s): %(start)s – %(end)s") % _absence(event)


def _absence(event: events.AbsenceNoted | events.AbsenceRemoved) -> dict[str, str]:
    return {
        "kind": str(AbsenceKind(event.absence_kind).label),
        "start": dates.full(event.starts_at),
        "end": dates.full(event.ends_at),
    }
