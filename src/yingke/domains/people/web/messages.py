"""Messages for refusals of the people package."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.ui import dates, refusals


def _absence_overlaps(*, start: datetime, end: datetime) -> str:
    values = {"start": dates.full(start), "end": dates.full(end)}
    return _("This overlaps an absence from %(start)s to %(end)s.") % values


refusals.register(
    {
        "absence_overlaps": _absence_overlaps,
        "user_taken": gettext_lazy("This sign-in belongs to someone else."),
        "skill_unknown": gettext_lazy("Skill not found."),
    }
)
