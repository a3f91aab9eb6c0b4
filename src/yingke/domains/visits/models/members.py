"""Members of a visit, the basis of its visibility."""

from django.conf import settings
from django.db import models

from yingke.domains.visits.models.visit import Visit


class Member(models.Model):
    """A person who may see a visit because they take part in it.

    Members are never removed: people may have to account for what they did. Kept by
    `services.members`; a trigger copies the visit's `list_order`.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="visit_memberships"
    )
    added_at = models.DateTimeField()
    list_order = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="visit_member_once")]
        indexes = [
            # queries.visible_to: the visits of one person
            models.Index(fields=["user", "visit"], name="visit_member_by_user"),
            # queries.ways_to_see: a page of one person's visits, however many there were
            models.Index(fields=["user", "list_order", "visit"], name="visit_member_by_order"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.visit_id}"
