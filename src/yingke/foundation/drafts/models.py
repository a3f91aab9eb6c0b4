"""What every model with versions has in common."""

from django.conf import settings
from django.db import models

from yingke.foundation.drafts.terms import VersionState

PERSON = settings.AUTH_USER_MODEL


class VersionedModel(models.Model):
    """One version of a thing. A version that was ever published is never changed.

    Of the published versions of one thing, the latest whose `in_force_from` has come holds (None:
    from the first day). `revision` counts every edit of a draft and of what belongs to it. Written
    by `services`; a subclass says in `number` which version it is.
    """

    state = models.CharField(
        max_length=10, choices=VersionState.choices, default=VersionState.DRAFT
    )
    in_force_from = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        PERSON, models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    number: "models.PositiveSmallIntegerField[int, int]"
