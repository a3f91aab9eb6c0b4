"""Enumerations of follow-ups: steps and outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepKind(TextChoices):
    DRAFT = "draft", _("First draft of the proposal")
    SECOND_TALK = "second_talk", _("Second meeting")
    SYNC = "sync", _("Weekly customer update")


class Outcome(TextChoices):
    OPEN = "open", _("In progress")
    WON = "landed", _("Won")
    TERMINATED = "terminated", _("No demand")
