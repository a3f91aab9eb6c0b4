"""What a refused rule of the resources package says to the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.ui import refusals


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
    """Name the other booking if the reader may see it, and say when the resource is free next."""
    values = {
        "resource": resource,
        "label": label,
        "period": _period(start, end),
        "next": _moment(next_start),
    }
    if label is None:
        sentence = _("%(resource)s is taken %(period)s.")
    else:
        sentence = _("%(resource)s is taken %(period)s by “%(label)s”.")
    if only_buffers:
        sentence += _(" The times do not meet, but what is kept free around them does.")
    sentence += _(" It is free from %(next)s.")
    return sentence % values


def _period(start: datetime, end: datetime) -> str:
    first, last = timezone.localtime(start), timezone.localtime(end)
    if first.date() == last.date():
        return f"{_moment(start)}–{formats.date_format(last, 'H:i')}"
    return f"{_moment(start)} – {_moment(end)}"


def _moment(value: datetime) -> str:
    return formats.date_format(timezone.localtime(value), "Y-m-d H:i")


refusals.register(
    {
        "resource_taken": _taken,
        "too_long": gettext_lazy("A booking lasts at most %(days)s days."),
        "resource_unknown": gettext_lazy("There is no such resource."),
        "resource_closed": gettext_lazy("%(resource)s is out of use."),
        "booking_serves_item": gettext_lazy(
            "This booking serves “%(item)s” of %(number)s: move it on the agenda there."
        ),
        "booking_cancelled": gettext_lazy("This booking was cancelled. Make a new one."),
        "proof_needed": gettext_lazy(
            "Say what proves it: a confirmation number, a name, a message."
        ),
        "credit_code_invalid": gettext_lazy(
            "This credit code is not valid; look for a typing slip."
        ),
    }
)
