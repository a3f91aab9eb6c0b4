"""Choices of the commerce package."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Currency(TextChoices):
    """ISO 4217 codes that amounts come in; sums are made within one of them only."""

    CNY = "CNY", _("Chinese yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")
    JPY = "JPY", _("Japanese yen")
    HKD = "HKD", _("Hong Kong dollar")
    GBP = "GBP", _("Pound sterling")


class QuoteOutcome(TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
