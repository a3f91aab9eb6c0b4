"""Approval chains as versioned data: conditions and steps."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.domains.procedures.models.visit_type import VisitType
from yingke.domains.procedures.terms import Approver, Occasion, Quorum, Urgency
from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import Bilingual


class ApprovalChain(Bilingual, VersionedModel):
    """One version of an approval chain; `code` is the same in every version.

    Among the chains in force whose conditions apply, `rules.chains.choose` picks the most
    specific. An empty condition applies to every request; `amount_from` is in CNY.
    """

    journal_kind = "procedures.chain"

    code = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    occasion = models.CharField(_("Decides on"), max_length=8, choices=Occasion.choices)
    urgency = models.CharField(
        _("Lead time"), max_length=8, choices=Urgency.choices, blank=True, default=""
    )
    visit_type = models.ForeignKey(
        VisitType, models.PROTECT, null=True, blank=True, verbose_name=_("Visit type")
    )
    tier = models.CharField(_("Tier"), max_length=16, choices=Tier.choices, blank=True, default="")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, verbose_name=_("Site"))
    amount_from = models.DecimalField(
        _("Amount from (CNY)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("approval chain")
        verbose_name_plural = _("approval chains")
        constraints = [
            within("in_force_from", name="approval_chain_within_bounds"),
            models.UniqueConstraint(fields=["code", "number"], name="chain_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state="draft"), name="one_draft_per_chain"
            ),
            models.UniqueConstraint(
                fields=["code", "in_force_from"],
                condition=models.Q(state="published"),
                nulls_distinct=False,
                name="one_chain_from_a_moment",
            ),
        ]


class ChainStep(Bilingual):
    """A step of a chain; steps with the same `position` are decided in parallel.

    `hours` are working hours from opening to deadline, 0 for no deadline. After the deadline,
    holders of `escalate_to` are notified and may decide too. `key` is the same in every version,
    for comparing versions.
    """

    chain = models.ForeignKey(ApprovalChain, models.CASCADE, related_name="steps")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=1)
    approver = models.CharField(max_length=12, choices=Approver.choices)
    role = models.CharField(max_length=40, blank=True, default="")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    quorum = models.CharField(max_length=4, choices=Quorum.choices, default=Quorum.ANY)
    hours = models.PositiveSmallIntegerField(default=0)
    escalate_to = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("position", "pk")
