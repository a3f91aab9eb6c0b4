"""Words of the trade: the indicators, and what became of a node."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Indicator(TextChoices):
    """What is measured; the value is the indicator's address."""

    ACCURACY = "accuracy", _("Procedure carried out correctly")
    RESPONSE = "response", _("Response time between departments")
    MATERIALS = "materials", _("Completeness of preparation")
    CYCLE = "cycle", _("Average handling time of a reception")


class Verdict(TextChoices):
    """How a node that counts is judged."""

    RIGHT = "right", _("On time, with evidence")
    LATE = "late", _("Done late")
    NO_EVIDENCE = "no_evidence", _("On time, without all evidence")
    DEVIATION = "deviation", _("With steps still open")
    WAIVED = "waived", _("Left out")
    OVERDUE = "overdue", _("Overdue, not done")
