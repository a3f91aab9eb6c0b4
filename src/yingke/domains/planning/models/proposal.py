"""Proposals of the planner."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.planning.terms import OPEN_STATES, ProposalState
from yingke.domains.visits.models import Visit


class Proposal(models.Model):
    """What the planner proposes for a visit; at most one of a visit is open.

    `asks` are requests of people (`rules.asks`), `plan` the best plan so far in the planner's JSON
    form, `unmet` its open needs, `improvements` what each better plan scored and after how many
    seconds. `visit_version` and `digest` tell what it was made from, `lost` what was taken when the
    former one was accepted. `version` counts the writes, so that an open page
    notices them. Written by `services`.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="proposals")
    state = models.CharField(
        _("Status"),
        max_length=10,
        choices=ProposalState.choices,
        default=ProposalState.QUEUED,
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    visit_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="")
    asks = models.JSONField(default=list)
    plan = models.JSONField(null=True)
    unmet = models.PositiveSmallIntegerField(null=True)
    improvements = models.JSONField(default=list)
    lost = models.JSONField(default=dict)
    rounds = models.PositiveSmallIntegerField(default=0)
    seconds = models.FloatField(default=0)
    stopping = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_proposal_per_visit",
            )
        ]
        indexes = [
            # queries.proposals.latest: the newest proposal of a visit
            models.Index(fields=["visit", "-id"], name="proposal_by_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.state}"
