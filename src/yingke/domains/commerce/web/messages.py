"""Messages for refusals of the commerce package."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "day_in_future": _("This day is still to come."),
        "part_above_whole": _("The part for solutions can't exceed the whole amount."),
    }
)
