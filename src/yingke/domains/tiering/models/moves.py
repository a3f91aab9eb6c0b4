from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models.scores import Run
from yingke.domains.tiering.terms import MoveState

PERSON = settings.AUTH_USER_MODEL


class TierStay(models.Model):
    """A customer's time in a tier, kept with each change of `Account.tier`; the open one is now.

    `before` is the tier it came from. A customer that never changed has none.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tier_stays")
    tier = models.CharField(max_length=16, choices=Tier.choices)
    before = models.CharField(max_length=16, choices=Tier.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    actor = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("time in a tier")
        verbose_name_plural = _("times in a tier")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(until=None), name="one_open_stay"
            ),
        ]
        indexes = [
            # the moves of a period
            models.Index(fields=["since"], name="stay_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.tier}"


class TierMove(models.Model):
    """A move that a run proposes, with its reason as values; decided once.

    An alarm has moved the customer already: approval confirms it, return reverts it. `facts` are
    the conditions that decided (`condition`, `value`, `holds`), `stay` the days in the tier and the
    least number of them.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tier_moves")
    run = models.ForeignKey(Run, models.PROTECT, related_name="moves")
    before = models.CharField(max_length=16, choices=Tier.choices)
    after = models.CharField(max_length=16, choices=Tier.choices)
    is_alarm = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MoveState.choices, default=MoveState.WAITING)
    score = models.FloatField(null=True)
    facts = models.JSONField(default=list)
    stay = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    comment = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("tier move")
        verbose_name_plural = _("tier moves")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state="waiting"), name="one_move_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""), name="return_has_its_reason"
            ),
        ]
        indexes = [
            # queries.moves.waiting, and those decided lately
            models.Index(fields=["state", "-proposed_at", "-id"], name="move_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.before} → {self.after}"
