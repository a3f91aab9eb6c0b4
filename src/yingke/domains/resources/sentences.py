"""Sentences of this package's events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.resources import events
from yingke.foundation.journal import describes
from yingke.foundation.journal.records import sentence
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.ResourceBooked)
def booked(entry: Entry, event: events.ResourceBooked) -> str:
    return _("booked it for “%(label)s”, %(start)s – %(end)s") % {
        "label": event.label,
        "start": dates.full(event.starts_at),
        "end": dates.full(event.ends_at),
    }


@describes(events.BookingMoved)
def booking_moved(entry: Entry, event: events.BookingMoved) -> str:
    return _("moved “%(label)s” from %(before)s to %(after)s") % {
        "label": event.label,
        "before": dates.full(event.before["starts_at"]),
        "after": dates.full(event.after["starts_at"]),
    }


@describes(events.BookingConfirmed)
def booking_confirmed(entry: Entry, event: events.BookingConfirmed) -> str:
    return _("confirmed “%(label)s”: %(proof)s") % {"label": event.label, "proof": event.proof}


@describes(events.BookingCancelled)
def booking_cancelled(entry: Entry, event: events.BookingCancelled) -> str:
    if event.reason:
        return _("cancelled “%(label)s”: %(reason)s") % {
            "label": event.label,
            "reason": event.reason,
        }
    return _("cancelled “%(label)s”") % {"label": event.label}


@describes(events.BookingReleased)
def booking_released(entry: Entry, event: events.BookingReleased) -> str:
    values = {"label": event.label}
    if event.cause == "no_show":
        return _("released “%(label)s”: nobody came") % values
    return _("released “%(label)s”: the hold has expired") % values


@describes(events.BookingUsed)
def booking_used(entry: Entry, event: events.BookingUsed) -> str:
    return _("began to use “%(label)s”") % {"label": event.label}


@describes(events.DuplicateExcused)
def duplicate_excused(entry: Entry, event: events.DuplicateExcused) -> str:
    return _("kept “%(label)s” as well: %(reason)s") % {
        "label": event.label,
        "reason": event.reason,
    }


@describes(events.RegisterChanged)
def register_changed(entry: Entry, event: events.RegisterChanged) -> str:
    return sentence(event.subject(), event.name, event.before, event.after)
