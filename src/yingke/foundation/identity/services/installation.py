"""Marking the database of a sample company."""

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
    """Say that this is a sample company and which sign-ins its sign-in page offers, in order.

    Refused where anybody has an address outside the sample's own domain: a real company's
    database never becomes a sample.
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
