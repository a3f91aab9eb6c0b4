"""Enumerations of the indicators."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Indicator(TextChoices):
    """The value is part of the indicator's URL."""

    ACCURACY = "accuracy", _("Procedure accuracy")
    RESPONSE = "response", _("Cross-department response time")
    MATERIALS = "materials", _("Preparation completeness")
    CYCLE = "cycle", _("Average planning time")
    DUPLICATES = "duplicates", _("Duplicate booking rate")
    REPLANNING = "replanning", _("Time to replan a change")


class Verdict(TextChoices):
    """Result for a node that counts."""

    RIGHT = "right", _("On time, with evidence")
    LATE = "late", _("Completed late")
    NO_EVIDENCE = "no_evidence", _("On time, evidence incomplete")
    DEVIATION = "deviation", _("With open nodes")
    SKIPPED = "waived", _("Skipped")
    OVERDUE = "overdue", _("Overdue, not completed")
