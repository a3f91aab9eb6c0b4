from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.visits.models import Visit
from yingke.foundation.documents.models import Document

PERSON = settings.AUTH_USER_MODEL


class FollowUp(models.Model):
    """The commercial follow-up of a visit; open until won or without demand."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="follow_up")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="follow_ups", null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.CharField(max_length=500, blank=True, default="")
    opened_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open") | ~Q(reason=""), name="outcome_has_its_reason"
            )
        ]
        indexes = [
            # queries.listed: the list of follow-ups, latest first, page by key
            models.Index(fields=["-opened_at", "-id"], name="follow_up_by_age"),
            # the open follow-ups of one person
            models.Index(fields=["owner", "outcome"], name="follow_up_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.outcome}"


class Step(models.Model):
    """A follow-up step; only weekly updates can be skipped."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=1000, blank=True, default="")
    skipped = models.BooleanField(default=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ("due_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "kind", "number"], name="follow_up_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
