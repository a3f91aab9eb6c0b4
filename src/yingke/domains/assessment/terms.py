"""Words of the trade: the indicators, and what became of a node."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Indicator(TextChoices):
    """What is measured; the value is the indicator's address."""

    ACCURACY = "accuracy", _("Procedure accuracy")
    RESPONSE = "response", _("Cross-department response time")
    MATERIALS = "materials", _("Preparation completeness")
    CYCLE = "cycle", _("Average planning time")


class Verdict(TextChoices):
    """How a node that counts is judged."""

    RIGHT = "right", _("On time, with evidence")
    LATE = "late", _("Completed late")
    NO_EVIDENCE = "no_evidence", _("On time, evidence incomplete")
    DEVIATION = "deviation", _("With open nodes")
    SKIPPED = "waived", _("Skipped")
    OVERDUE = "overdue", _("Overdue, not completed")
