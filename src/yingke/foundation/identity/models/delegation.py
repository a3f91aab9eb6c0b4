"""Temporary delegation of permissions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.constraints import within


class Delegation(models.Model):
    """The taker has the giver's permissions during `[starts_at, ends_at)`.

    Only permissions from the giver's own roles pass on: not delegated ones, and not those that
    their package declares personal. Ending early moves `ends_at`; rows are kept.
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
            within("starts_at", "ends_at", name="identity_delegation_within_bounds"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="identity_delegation_period"
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="identity_delegation_to_another"
            ),
        ]
        indexes = [
            # permissions_of: the delegations to one user that are in force
            models.Index(fields=["taker", "ends_at"], name="identity_delegation_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"
