"""Messages for refusals of the assessment package."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register({"month_unreadable": _("Enter a month, such as 2026-11.")})
