"""Enumerations of tiering."""

from typing import Final

from django.db.models import IntegerChoices, TextChoices
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


class OwedBy(TextChoices):
    """Who of ours has to do what a tier entitles to."""

    ACCOUNT_MANAGER = "account_manager", _("Account manager")
    DIRECTOR = "director", _("Customer director")


class Every(IntegerChoices):
    """How many months lie between two dates of an entitlement."""

    MONTH = 1, _("Every month")
    TWO_MONTHS = 2, _("Every two months")
    QUARTER = 3, _("Every quarter")
    HALF_YEAR = 6, _("Every half-year")
    YEAR = 12, _("Every year")


class Lasting(TextChoices):
    """A service that runs all the time instead of on dates."""

    NONE = "", _("On dates")
    DIRECTOR = "director", _("A dedicated director")
    ENGINEER = "engineer", _("A technical manager on site")
    CHANNEL = "channel", _("An automatic response channel")


class ActionState(TextChoices):
    """`DROPPED`: the customer left the tier before the date."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    EXCUSED = "excused", _("Explained")
    DROPPED = "dropped", _("No longer due")


class Signal(TextChoices):
    """What lowers or raises the health of a customer."""

    SILENCE = "silence", _("Decision makers out of contact")
    PROMISE = "promise", _("Promises overdue")
    CASE = "case", _("Complaints and cases open too long")
    PAYMENT = "payment", _("Payments overdue")
    ORDERS = "orders", _("Orders fail to come")
    FEEDBACK = "feedback", _("Feedback on visits")
    ENTITLEMENT = "entitlement", _("Entitlements missed")


class PlanState(TextChoices):
    """How a plan to save a customer stands or ended."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Customer kept")
    LOST = "lost", _("Customer lost")
