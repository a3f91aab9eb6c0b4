"""Enumerations of feedback: channels, intentions, kinds of answers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("Email")
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online meeting")


class Intention(TextChoices):
    """How likely the customer is to start or extend business."""

    NONE = "none", _("None for now")
    POSSIBLE = "possible", _("Possible")
    STRONG = "strong", _("Strong")
    CONFIRMED = "confirmed", _("Confirmed")


class AnswerKind(TextChoices):
    """Only ratings count in the score."""

    RATING = "rating", _("Rating")
    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("Text answer")


class Party(TextChoices):
    """Who answers a question: the guests, or the host in retrospect."""

    GUEST = "guest", _("Guests")
    HOST = "host", _("Lead host")
