"""Messages for refusals of the resources package."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.ui import dates, refusals


def _taken(
    *,
    resource: str,
    start: datetime,
    end: datetime,
    next_start: datetime,
    only_buffers: bool,
    label: str | None,
    **_more: object,
) -> str:
    """Name the other booking if the reader may see it, and the next free time."""
    values = {
        "resource": resource,
        "label": label,
        "period": _period(start, end),
        "next": dates.full(next_start),
    }
    if label is None:
        sentence = _("%(resource)s is booked %(period)s.")
    else:
        sentence = _("%(resource)s is booked %(period)s for “%(label)s”.")
    if only_buffers:
        sentence += _(" The bookings don't overlap, but their buffer times do.")
    sentence += _(" It is free from %(next)s.")
    return sentence % values


def _period(start: datetime, end: datetime) -> str:
    if dates.local(start).date() == dates.local(end).date():
        return f"{dates.full(start)}–{dates.hour(end)}"
    return f"{dates.full(start)} – {dates.full(end)}"


refusals.register(
    {
        "resource_taken": _taken,
        "too_long": gettext_lazy("A booking can last up to %(days)s days."),
        "resource_unknown": gettext_lazy("Resource not found."),
        "resource_closed": gettext_lazy("%(resource)s is inactive."),
        "booking_serves_item": gettext_lazy(
            "This booking is for “%(item)s” of %(number)s. Move it on that visit's agenda."
        ),
        "booking_cancelled": gettext_lazy("This booking has been cancelled. Make a new one."),
        "hold_too_long": gettext_lazy("Choose a time between now and the start of the booking."),
        "not_its_time": gettext_lazy(
            "A booking can be used from a quarter of an hour before its start until its end."
        ),
        "undo_expired": gettext_lazy("This move can no longer be undone. Move the booking back."),
        "proof_needed": gettext_lazy("Enter proof: a confirmation number, a name or a message."),
        "credit_code_invalid": gettext_lazy("This credit code is not valid. Check it for typos."),
    }
)
