from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account
from yingke.domains.tiering.terms import OwedBy, PlanState, Signal
from yingke.foundation.kernel.constraints import days_within
from yingke.foundation.kernel.records import Record

PERSON = settings.AUTH_USER_MODEL


class HealthScore(models.Model):
    """A customer's health of a month, with its reasons (`rules.health.Reason` as values).

    The current month is computed anew every night; a past one no longer changes.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="health_scores")
    month = models.DateField()
    as_of = models.DateField()
    value = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("health")
        verbose_name_plural = _("health")
        constraints = [
            # also the health of one customer over time
            models.UniqueConstraint(fields=["account", "month"], name="one_health_a_month"),
            models.CheckConstraint(condition=Q(value__lte=100), name="health_up_to_100"),
        ]
        indexes = [
            # the list of customers by health
            models.Index(fields=["month", "value"], name="health_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.value}"


class PlaybookStep(Record):
    """What somebody does when a signal lowers the health of a customer, one after the other."""

    signal = models.CharField(_("Signal"), max_length=12, choices=Signal.choices)
    position = models.PositiveSmallIntegerField(_("Order"), default=1)
    owed_by = models.CharField(
        _("Owner"), max_length=16, choices=OwedBy.choices, default=OwedBy.ACCOUNT_MANAGER
    )
    days = models.PositiveSmallIntegerField(_("Days to do it"), default=7)

    class Meta(Record.Meta):
        verbose_name = _("playbook step")
        verbose_name_plural = _("playbook steps")
        constraints = [
            models.UniqueConstraint(fields=["signal", "name"], name="one_step_of_a_name")
        ]


class SavePlan(models.Model):
    """How a customer that is about to leave is to be kept, and what it rescued (F23, K15)."""

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="save_plans"
    )
    cause = models.CharField(_("Why the customer may leave"), max_length=300)
    alternatives = models.TextField(
        _("Alternatives"), help_text=_("One a line; at least two."), max_length=4000
    )
    at_risk = models.DecimalField(
        _("Value at risk"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    owner = models.ForeignKey(
        PERSON, models.PROTECT, verbose_name=_("Owner"), related_name="save_plans"
    )
    opened_on = models.DateField(_("Opened on"))
    state = models.CharField(
        _("Status"), max_length=8, choices=PlanState.choices, default=PlanState.OPEN
    )
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    rescued = models.DecimalField(
        _("Value rescued"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("save plan")
        verbose_name_plural = _("save plans")
        constraints = [
            days_within("opened_on", "closed_on", name="save_plan_within_bounds"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="closed_plan_has_its_day",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-opened_on", "-id"], name="save_plan_by_day"),
            models.Index(fields=["account", "-opened_on"], name="save_plan_by_account"),
        ]

    def __str__(self) -> str:
        return self.cause
