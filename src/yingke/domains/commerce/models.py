"""Tables of commerce: one row per document of the systems that keep them.

`number` is the key by which such a system names its row, so that a later import edits the same
one. The columns follow the tables that `engines.scoring.contract` reads.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.commerce.terms import Currency, QuoteOutcome
from yingke.domains.customers.models import Account
from yingke.foundation.kernel.constraints import days_within

NOT_NEGATIVE = MinValueValidator(Decimal(0))


class Paper(models.Model):
    """What every row has: its number, its customer, and what it is about."""

    number = models.CharField(_("Number"), max_length=40, unique=True)
    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="%(class)ss"
    )
    title = models.CharField(_("Subject"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


class Priced(Paper):
    """A paper with an amount without tax, in one currency."""

    amount = models.DecimalField(
        _("Amount"), max_digits=18, decimal_places=2, validators=[NOT_NEGATIVE]
    )
    currency = models.CharField(
        _("Currency"), max_length=3, choices=Currency.choices, default=Currency.CNY
    )

    class Meta:
        abstract = True


class Contract(Priced):
    """A contract from its signing to its end (None: open-ended); `renews` is the one before."""

    signed_on = models.DateField(_("Signed on"))
    ends_on = models.DateField(_("Ends on"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("Renews"), null=True, blank=True,
        related_name="renewals",
    )  # fmt: skip

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            days_within("signed_on", "ends_on", name="contract_within_bounds"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("signed_on")),
                name="contract_ends_after_signing",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-signed_on", "-id"], name="contract_by_day"),
            # the contracts of one customer, and those that end soon
            models.Index(fields=["account", "ends_on"], name="contract_by_account"),
        ]


class Order(Priced):
    """An order; `solution_amount` is its part for services and systems rather than products."""

    ordered_on = models.DateField(_("Ordered on"))
    solution_amount = models.DecimalField(
        _("Of which solutions"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[NOT_NEGATIVE],
    )  # fmt: skip
    contract = models.ForeignKey(
        Contract, models.SET_NULL, verbose_name=_("Contract"), null=True, blank=True,
        related_name="orders",
    )  # fmt: skip

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            days_within("ordered_on", name="order_within_bounds"),
            models.CheckConstraint(
                condition=Q(solution_amount__isnull=True) | Q(solution_amount__lte=F("amount")),
                name="solutions_are_part_of_the_order",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-ordered_on", "-id"], name="order_by_day"),
            # the orders of one customer, and sums of a period
            models.Index(fields=["account", "-ordered_on"], name="order_by_account"),
        ]


class Payment(Priced):
    """An amount due; paid in full on `paid_on`, None while it is open."""

    due_on = models.DateField(_("Due on"))
    paid_on = models.DateField(_("Paid on"), null=True, blank=True)
    order = models.ForeignKey(
        Order, models.SET_NULL, verbose_name=_("Order"), null=True, blank=True,
        related_name="payments",
    )  # fmt: skip

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [days_within("due_on", "paid_on", name="payment_within_bounds")]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-due_on", "-id"], name="payment_by_day"),
            # the open payments of one customer
            models.Index(fields=["account", "-due_on"], name="payment_by_account"),
        ]


class Project(Paper):
    """A joint project; `innovation` marks co-creation, pilots and research."""

    started_on = models.DateField(_("Started on"))
    ended_on = models.DateField(_("Ended on"), null=True, blank=True)
    innovation = models.BooleanField(_("Co-creation or pilot"), default=False)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            days_within("started_on", "ended_on", name="project_within_bounds"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="project_ends_after_it_starts",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-started_on", "-id"], name="project_by_day"),
            models.Index(fields=["account", "-started_on"], name="project_by_account"),
        ]


class Quote(Priced):
    """An offer to a customer and what became of it."""

    quoted_on = models.DateField(_("Quoted on"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    outcome = models.CharField(
        _("Outcome"), max_length=8, choices=QuoteOutcome.choices, default=QuoteOutcome.OPEN
    )

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            days_within("quoted_on", "valid_until", name="quote_within_bounds"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("quoted_on")),
                name="quote_is_valid_after_its_day",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-quoted_on", "-id"], name="quote_by_day"),
            models.Index(fields=["account", "-quoted_on"], name="quote_by_account"),
        ]
