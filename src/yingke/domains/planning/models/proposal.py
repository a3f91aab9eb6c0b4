"""Proposals of the planner."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.planning.terms import OPEN_STATES, ProposalState
from yingke.domains.visits.models import Visit


class Search(models.Model):
    """A plan that the worker makes and improves.

    `asks` are requests of people (`rules.asks`), `plan` the best plan so far in the planner's JSON
    form, `unmet` its open needs, `improvements` what each better plan scored and after how many
    seconds. `digest` tells from which rows it was made, `lost` what was taken when the former one
    was accepted. `version` counts the writes, so that an open page notices them. Written by
    `services`.
    """

    state = models.CharField(
        _("Status"),
        max_length=10,
        choices=ProposalState.choices,
        default=ProposalState.QUEUED,
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
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
        abstract = True
        ordering = ("-pk",)


class Proposal(Search):
    """What the planner proposes for a visit; at most one of a visit is open.

    `visit_version` is the version of the visit from which it was made, `stood` the items before it
    was accepted (`rules.before`).
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="proposals")
    visit_version = models.PositiveIntegerField()
    stood = models.JSONField(default=list)

    class Meta(Search.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
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
