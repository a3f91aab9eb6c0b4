"""Marker of a sample company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.foundation.identity.models import Installation, User
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE_DOMAIN = "@yingke.example"


@transaction.atomic
def mark_sample(*, emails: Sequence[str], password: str) -> Installation:
    """Mark the database as a sample company whose sign-in page offers these users, in order.

    Raises RuleViolation `not_a_sample` if any user has an address outside the sample's domain, so
    that a real company's database never becomes a sample.
    """
    if User.objects.exclude(email__endswith=SAMPLE_DOMAIN).exists():
        raise RuleViolation("not_a_sample")
    row, _created = Installation.objects.update_or_create(
        pk=1,
        defaults={
            "is_sample": True,
            "sample_emails": list(emails),
            "sample_password": password,
        },
    )
    return row
