"""Approvals of a visit, and the versions of its plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yingke.domains.procedures.models import ChainStep
from yingke.domains.visits.models.visit import Visit
from yingke.domains.visits.terms import ApprovalKind, Decision
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.kernel.constraints import within

PERSON = settings.AUTH_USER_MODEL


class PlanVersion(models.Model):
    """Immutable snapshot of a submitted plan; `content` has the shape of `rules.plan`.

    `content` holds the rows of each part (`registers.plan_parts`) by its code. `reason`
    justifies red warnings of the plan.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="plan_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=300, blank=True, default="")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="plan_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.number}"


class Approval(models.Model):
    """One approval request and its decision, at a step of its chain.

    `assignee` decides; without one the holders of `role` (in `unit` or above it), or else users
    with the permission for its `kind`. Rows with equal `position` are decided in parallel;
    higher positions open afterwards. Rows without `step` were added by an approver or predate
    chains. `asked_at` is when the step opened. Written by `services.approvals` and
    `services.chain_runs`.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="approvals")
    kind = models.CharField(max_length=8, choices=ApprovalKind.choices)
    plan = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="approvals")
    step = models.ForeignKey(ChainStep, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    assignee = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True, default="")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = [
            within("due_at", name="approval_within_bounds"),
            models.UniqueConstraint(
                fields=["visit", "kind", "step", "assignee"],
                condition=Q(decision="pending"),
                nulls_distinct=False,
                name="one_pending_approval_per_step",
            ),
        ]
        indexes = [
            # queries.waiting_approvals: what an approver has to decide, oldest first
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(decision="pending"),
                name="approval_pending_by_age",
            ),
            # services.escalations: overdue approvals not yet escalated
            models.Index(
                fields=["due_at"],
                condition=Q(decision="pending", escalated_at=None),
                name="approval_pending_by_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.visit_id}: {self.decision}"

    @property
    def title(self) -> str:
        """The name of the step, or else what is decided on."""
        return self.step.label if self.step else str(self.get_kind_display())
