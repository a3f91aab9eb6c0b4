from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account, Contact
from yingke.domains.growth.terms import OpportunityKind, OpportunityStage
from yingke.domains.visits.models import Visit
from yingke.foundation.documents.models import Document
from yingke.foundation.kernel.constraints import days_within

PERSON = settings.AUTH_USER_MODEL


class Promise(models.Model):
    """What somebody of ours promised a customer; open until it is kept with a proof.

    `visit` is where it was promised, None if it was elsewhere.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="promises"
    )
    visit = models.ForeignKey(
        Visit, models.SET_NULL, verbose_name=_("On the visit"), null=True, blank=True,
        related_name="promises",
    )  # fmt: skip
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("Promised to"), null=True, blank=True,
        related_name="promises",
    )  # fmt: skip
    text = models.CharField(_("What was promised"), max_length=300)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, verbose_name=_("Owner"), related_name="promises"
    )
    promised_on = models.DateField(_("Promised on"))
    due_on = models.DateField(_("Due on"))
    kept_at = models.DateTimeField(_("Kept"), null=True, blank=True, editable=False)
    proof = models.CharField(_("Proof"), max_length=300, blank=True, editable=False)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", null=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            days_within("promised_on", "due_on", name="promise_within_bounds"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("promised_on")), name="promise_is_due_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | ~Q(proof=""), name="kept_promise_has_its_proof"
            ),
        ]
        indexes = [
            # the list, page by key; what is overdue
            models.Index(fields=["-due_on", "-id"], name="promise_by_day"),
            # the promises to one customer
            models.Index(fields=["account", "-due_on"], name="promise_by_account"),
        ]

    def __str__(self) -> str:
        return self.text


class Opportunity(models.Model):
    """Business that may come of a visit or contact, with what it is worth and how likely."""

    number = models.CharField(_("Number"), max_length=40, unique=True)
    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="opportunities"
    )
    visit = models.ForeignKey(
        Visit, models.SET_NULL, verbose_name=_("Came of the visit"), null=True, blank=True,
        related_name="opportunities",
    )  # fmt: skip
    title = models.CharField(_("Subject"), max_length=200)
    opportunity_kind = models.CharField(
        _("Type"),
        max_length=12,
        choices=OpportunityKind.choices,
        default=OpportunityKind.PRODUCT,
    )
    stage = models.CharField(
        _("Stage"), max_length=12, choices=OpportunityStage.choices, default=OpportunityStage.LEAD
    )
    amount = models.DecimalField(
        _("Amount"), max_digits=18, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    probability = models.PositiveSmallIntegerField(
        _("Probability"), default=20, help_text=_("In percent."),
        validators=[MaxValueValidator(100)],
    )  # fmt: skip
    expected_on = models.DateField(_("Expected on"), null=True, blank=True)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, verbose_name=_("Owner"), related_name="opportunities"
    )
    opened_on = models.DateField(_("Opened on"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            days_within("expected_on", "opened_on", name="opportunity_within_bounds"),
            models.CheckConstraint(
                condition=Q(probability__lte=100), name="probability_is_at_most_100"
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-opened_on", "-id"], name="opportunity_by_age"),
            models.Index(fields=["account", "stage"], name="opportunity_by_account"),
        ]

    def __str__(self) -> str:
        return self.title
