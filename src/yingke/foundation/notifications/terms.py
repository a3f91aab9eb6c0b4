"""Enumerations of notifications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """When a kind of message is sent through a channel."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("In the daily digest")
    OFF = "off", _("Only in the inbox")


class State(TextChoices):
    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    NEEDLESS = "needless", _("No longer needed")
    DEAD = "dead", _("Given up")
