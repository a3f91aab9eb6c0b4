"""Marker of a sample company."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """At most one row, which marks the database of a sample company.

    Written by `services.installation.mark_sample`. A real company has no row.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_sample = models.BooleanField(default=False)
    sample_emails = ArrayField(models.EmailField(), default=list)
    sample_password = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="identity_installation_only_one"),
        ]

    def __str__(self) -> str:
        return "sample" if self.is_sample else "company"
