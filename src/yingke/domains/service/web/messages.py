"""Messages for refusals of the service package."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.ui import dates, refusals


def _before_opening(*, opened: datetime) -> str:
    return _("This can't be before the opening at %(opened)s.") % {"opened": dates.full(opened)}


refusals.register(
    {
        "moment_in_future": gettext_lazy("This moment is still to come."),
        "before_opening": _before_opening,
    }
)
