"""Proposals for all visits of a site and day together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.planning.models.proposal import Search
from yingke.domains.planning.terms import OPEN_STATES
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.models import Site


class DayProposal(Search):
    """What the planner proposes for the visits of a day at a site; at most one of them is open."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    day = models.DateField(_("Date"))

    class Meta(Search.Meta):
        verbose_name = _("plan of a day")
        verbose_name_plural = _("plans of days")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_proposal_per_day",
            )
        ]
        indexes = [
            # queries.days.latest: the newest proposal of a day
            models.Index(fields=["site", "day", "-id"], name="proposal_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} ({self.site_id}): {self.state}"


class DayPart(models.Model):
    """A visit of a day's proposal; each is accepted by itself.

    `visit_version` is the version of the visit from which the proposal was made.
    """

    proposal = models.ForeignKey(DayProposal, models.CASCADE, related_name="parts")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    visit_version = models.PositiveIntegerField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visit in the plan of a day")
        verbose_name_plural = _("visits in plans of days")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["proposal", "visit"], name="visit_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.visit_id}"
