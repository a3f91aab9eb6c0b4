from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.models.contact import Contact
from yingke.domains.customers.terms import InteractionKind, InteractionState
from yingke.foundation.kernel.constraints import within


class Interaction(models.Model):
    """A contact with one person of a customer, or with the company: planned, held or skipped.

    `number` is the key of an import; a row without one gets the next (`I-0032`). A meeting with
    several people is one row for each.
    """

    number = models.CharField(_("Number"), max_length=40, unique=True)
    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="interactions"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, verbose_name=_("With"), null=True, blank=True,
        related_name="interactions",
    )  # fmt: skip
    channel = models.CharField(
        _("Type"), max_length=12, choices=InteractionKind.choices, default=InteractionKind.CALL
    )
    held_at = models.DateTimeField(_("When"))
    state = models.CharField(
        _("Status"),
        max_length=8,
        choices=InteractionState.choices,
        default=InteractionState.HELD,
    )
    summary = models.CharField(_("What it was about"), max_length=500, blank=True)
    reason = models.CharField(
        _("Reason"),
        max_length=300,
        blank=True,
        help_text=_("Why it goes beyond the limit, or why it was skipped."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("By"), null=True, blank=True,
        related_name="interactions",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        constraints = [
            within("held_at", name="interaction_within_bounds"),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(reason=""), name="skipped_has_its_reason"
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-held_at", "-id"], name="interaction_by_age"),
            # the story of one customer, and how often it is contacted in a week
            models.Index(fields=["account", "-held_at"], name="interaction_by_account"),
        ]

    def __str__(self) -> str:
        return self.number
