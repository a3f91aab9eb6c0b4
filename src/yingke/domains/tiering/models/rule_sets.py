from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.tiering.terms import Weighting
from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.kernel.constraints import within


class RuleSet(VersionedModel):
    """One version of the scorecard and the tier rules, which hold together.

    `card` and `tiers` are what the scoring engine reads (docs/reference/scoring.md); the names of
    the tiers are those of `customers.terms.Tier`. A submitted draft is frozen until it is approved
    or returned; `back_test` is what was shown when it was submitted.
    """

    number = models.PositiveSmallIntegerField(unique=True, default=1)
    name = models.CharField(_("Name"), max_length=100, blank=True, default="")
    card = models.JSONField()
    tiers = models.JSONField()
    weighting = models.CharField(
        _("Weights"), max_length=12, choices=Weighting.choices, default=Weighting.HAND
    )
    comparisons = models.JSONField(default=list)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    submitted_at = models.DateTimeField(null=True)
    back_test = models.JSONField(null=True)

    class Meta:
        verbose_name = _("tier rules")
        verbose_name_plural = _("tier rules")
        constraints = [
            within("in_force_from", name="rule_set_within_bounds"),
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="draft"), name="one_draft_of_tier_rules"
            ),
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=models.Q(state="published"),
                nulls_distinct=False,
                name="one_rule_set_from_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"
