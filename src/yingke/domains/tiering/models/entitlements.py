from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models.health import PlaybookStep
from yingke.domains.tiering.terms import ActionState, Every, Lasting, OwedBy
from yingke.foundation.documents.models import Document
from yingke.foundation.kernel.constraints import days_within
from yingke.foundation.kernel.records import Record

PERSON = settings.AUTH_USER_MODEL


class Entitlement(Record):
    """What customers of a tier get: on dates, or all the time (`lasting`).

    `top` limits it to so many customers of the tier with the highest score; None: all of them.
    """

    tier = models.CharField(_("Tier"), max_length=16, choices=Tier.choices)
    every = models.PositiveSmallIntegerField(
        _("How often"), choices=Every.choices, default=Every.QUARTER
    )
    lasting = models.CharField(
        _("Kind"), max_length=12, choices=Lasting.choices, blank=True, default=Lasting.NONE
    )
    owed_by = models.CharField(
        _("Owner"), max_length=16, choices=OwedBy.choices, default=OwedBy.ACCOUNT_MANAGER
    )
    top = models.PositiveSmallIntegerField(_("Only the best"), null=True, blank=True)
    note = models.CharField(_("What it comprises"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        constraints = [
            models.UniqueConstraint(fields=["tier", "name"], name="one_entitlement_of_a_name")
        ]


class CareAction(models.Model):
    """One date for one customer, of an entitlement or a playbook; missed when `due_on` has passed.

    `planned_on` is the day for which it is planned, at most `due_on` unless a reason says why.
    """

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="actions", null=True)
    step = models.ForeignKey(PlaybookStep, models.PROTECT, related_name="actions", null=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="care_actions")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="care_actions")
    starts_on = models.DateField()
    due_on = models.DateField()
    planned_on = models.DateField()
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.PLANNED)
    done_on = models.DateField(null=True)
    proof = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("care action")
        verbose_name_plural = _("care actions")
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "account", "starts_on"], name="one_action_of_a_period"
            ),
            models.CheckConstraint(
                condition=Q(entitlement__isnull=True) ^ Q(step__isnull=True),
                name="action_of_entitlement_or_step",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_on__isnull=False) & ~Q(proof="")),
                name="done_action_has_its_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state="excused") | ~Q(reason=""), name="excuse_has_its_reason"
            ),
            days_within(
                "starts_on", "due_on", "planned_on", "done_on", name="care_action_within_bounds"
            ),
        ]
        indexes = [
            # queries.entitlements.of_quarter, and what is missed
            models.Index(fields=["due_on", "state"], name="care_action_by_day"),
            # the customer page
            models.Index(fields=["account", "due_on"], name="care_action_by_account"),
            # what one person owes
            models.Index(fields=["owner", "due_on"], name="care_action_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.due_on}"

    @property
    def what(self) -> Record:
        """The entitlement or the step of a playbook that it is for."""
        found = self.entitlement or self.step
        assert found is not None  # noqa: S101  # a constraint of the table
        return found


class Placement(models.Model):
    """The time that a technical manager spends on site at a customer (R16)."""

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="placements"
    )
    person = models.ForeignKey(
        PERSON, models.PROTECT, verbose_name=_("Technical manager"), related_name="placements"
    )
    begins_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            days_within("begins_on", "ends_on", name="placement_within_bounds"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="placement_ends_after_it_begins",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-begins_on", "-id"], name="placement_by_day"),
            # who is on site at a customer
            models.Index(fields=["account", "begins_on"], name="placement_by_account"),
        ]

    def __str__(self) -> str:
        return self.person.label
