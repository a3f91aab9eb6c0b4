"""Enumerations of tiering."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Aspect(TextChoices):
    """What people rate where no event can be counted; the codes are those of the scoring engine."""

    INDUSTRY_INFLUENCE = "industry_influence", _("Industry influence")
    STRATEGIC_FIT = "strategic_fit", _("Strategic fit")


class MoveState(TextChoices):
    """`WITHDRAWN`: a later run no longer proposes the move."""

    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Weighting(TextChoices):
    """How the weights of the dimensions were found."""

    HAND = "hand", _("By hand")
    COMPARISON = "comparison", _("By pairwise comparison")
    ENTROPY = "entropy", _("By entropy")


SUMS: Final = frozenset(
    {"monetary", "monetary_before", "mean_order_value", "overdue_amount", "expected_value"}
)
"""Fields of the scoring engine that are amounts of money."""
