"""Choices of the service package."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseKind(TextChoices):
    QUESTION = "question", _("Question")
    FAULT = "fault", _("Fault")
    DELIVERY = "delivery", _("Delivery")
    COMPLAINT = "complaint", _("Complaint")
    OTHER = "other", _("Other")
