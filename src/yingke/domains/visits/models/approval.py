"""Decisions on a visit, and the versions of its plan that were decided on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yingke.domains.visits.models.visit import Visit
from yingke.domains.visits.terms import ApprovalKind, Decision

PERSON = settings.AUTH_USER_MODEL


class PlanVersion(models.Model):
    """The plan as it was submitted: a snapshot that never changes.

    `content` holds the rows of each part (`registers.plan_parts`) by its code. `reason` answers the
    red warnings that the plan had.
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
    """One question to the approvers and its answer. `services.approvals` writes it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="approvals")
    kind = models.CharField(max_length=8, choices=ApprovalKind.choices)
    plan = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="approvals")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind"],
                condition=Q(decision="pending"),
                name="one_pending_approval_per_kind",
            )
        ]
        indexes = [
            # queries.waiting_approvals: what an approver has to decide, oldest first
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(decision="pending"),
                name="approval_pending_by_age",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.visit_id}: {self.decision}"
