"""Messages for refusals of calendars."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register({"day_ends_before_it_starts": _("The working day must end after it starts.")})
