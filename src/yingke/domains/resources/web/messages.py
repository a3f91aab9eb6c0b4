"""What a refused rule of the resources package says to the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    if violation.code == "resource_taken":
        return _taken(violation)
    params = violation.params
    sentences = {
        "stale": _("Somebody else saved this meanwhile. Compare both, then save again."),
        "not_allowed": _("You may not do this."),
        "ends_before_start": _("It has to end after it begins."),
        "too_long": _("A booking lasts at most %(days)s days.") % {"days": params.get("days")},
        "resource_unknown": _("There is no such resource."),
        "resource_closed": _("%(resource)s is out of use.") % {"resource": params.get("resource")},
        "booking_serves_item": _(
            "This booking serves “%(item)s” of %(number)s: move it on the agenda there."
        )
        % {"item": params.get("item"), "number": params.get("number")},
        "booking_cancelled": _("This booking was cancelled. Make a new one."),
        "proof_needed": _("Say what proves it: a confirmation number, a name, a message."),
        "site_code_taken": _("This code is already in use."),
        "timezone_unknown": _("There is no such time zone."),
        "plate_taken": _("Another vehicle has the number plate %(plate)s.")
        % {"plate": params.get("plate")},
        "resource_name_taken": _("This site already has one called %(name)s.")
        % {"name": params.get("name")},
        "credit_code_invalid": _("This credit code is not valid; look for a typing slip."),
        "supplier_code_taken": _("Another supplier already has this code."),
    }
    return sentences[violation.code]


def _taken(violation: RuleViolation) -> str:
    """Name the other booking if the reader may see it, and say when the resource is free next."""
    params = violation.params
    values = {
        "resource": params["resource"],
        "label": params["label"],
        "period": _period(params["start"], params["end"]),
        "next": _moment(params["next_start"]),
    }
    if params["label"] is None:
        sentence = _("%(resource)s is taken %(period)s.")
    else:
        sentence = _("%(resource)s is taken %(period)s by “%(label)s”.")
    if params["only_buffers"]:
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
