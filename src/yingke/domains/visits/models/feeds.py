"""Feed addresses for calendar programs."""

from django.conf import settings
from django.db import models

from yingke.domains.visits.models.visit import Visit


class CalendarAddress(models.Model):
    """Secret feed address of a person's calendar or of one visit.

    The address is not stored: it is a signature over this row and `renewed`. Renewing increments
    `renewed`, which invalidates all earlier addresses. Kept by `services.feeds`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_addresses"
    )
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", null=True)
    renewed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "visit"], nulls_distinct=False, name="calendar_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.visit_id or '*'}"
