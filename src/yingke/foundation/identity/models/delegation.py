"""Acting for somebody else for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Delegation(models.Model):
    """The giver's permissions are the taker's too from `starts_at` until before `ends_at`.

    Only what the giver holds by own roles passes on, never what was delegated to him, and never a
    permission that its package declares personal. Ending early moves `ends_at`; rows stay.
    """

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_given"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_taken"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="identity_delegation_period"
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="identity_delegation_to_another"
            ),
        ]
        indexes = [
            # permissions_of: what was delegated to this person and is in force now
            models.Index(fields=["taker", "ends_at"], name="identity_delegation_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"
