"""Enumerations of notifications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """When a kind of message is sent through a channel."""

    NOW = "now", _("Immediately")
    DIGEST = "digest", _("Daily digest")
    OFF = "off", _("Inbox only")


class State(TextChoices):
    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    NEEDLESS = "needless", _("No longer needed")
    DEAD = "dead", _("Failed")
