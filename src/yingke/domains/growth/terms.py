"""Words of the trade: the steps of a follow-up and what it comes to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepKind(TextChoices):
    DRAFT = "draft", _("First draft of the solution")
    SECOND_TALK = "second_talk", _("Second talk")
    SYNC = "sync", _("Weekly update of the customer")


class Outcome(TextChoices):
    OPEN = "open", _("Under way")
    LANDED = "landed", _("Landed")
    TERMINATED = "terminated", _("Demand ended")
