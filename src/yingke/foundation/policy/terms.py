"""Enumerations of the policy package."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Kind of a parameter, which determines the Python type of its values."""

    WORKING_DAYS = "working_days", _("working days")  # int
    DAYS = "days", _("days")  # timedelta
    HOURS = "hours", _("hours")  # timedelta
    MINUTES = "minutes", _("minutes")  # timedelta
    COUNT = "count", _("whole number")  # int
    PERCENT = "percent", _("percent")  # Decimal, 95 for 95 %
    MONEY = "money", _("money in yuan")  # Decimal
    SCORE = "score", _("score")  # Decimal, 0 to 100
    TEXT = "text", _("plain text")  # str
    BOOL = "bool", _("yes or no")  # bool
