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


class OpportunityKind(TextChoices):
    """What is sold: from a single product to a solution developed together (M17)."""

    PRODUCT = "product", _("Product")
    SOLUTION = "solution", _("Solution")
    CO_CREATION = "co_creation", _("Co-creation")
    RENEWAL = "renewal", _("Renewal")


class OpportunityStage(TextChoices):
    LEAD = "lead", _("Contact made")
    QUALIFIED = "qualified", _("Need confirmed")
    PROPOSAL = "proposal", _("Proposal made")
    NEGOTIATION = "negotiation", _("Negotiation")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
