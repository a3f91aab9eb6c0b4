"""Which version is in force."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.kernel import clock

Version = TypeVar("Version", bound=VersionedModel)
LATEST_FIRST = (F("in_force_from").desc(nulls_last=True), "-number")


def effective(versions: QuerySet[Version], *, at: datetime | None = None) -> QuerySet[Version]:
    """The published versions whose moment has come at `at` (now); `LATEST_FIRST` orders them."""
    begun = Q(in_force_from=None) | Q(in_force_from__lte=at or clock.now())
    return versions.filter(begun, state=VersionState.PUBLISHED)


def in_force(versions: Iterable[Version], *, at: datetime | None = None) -> Version | None:
    """The one in force of the versions of one thing that were already read."""
    now = at or clock.now()
    begun = [
        row
        for row in versions
        if row.state == VersionState.PUBLISHED
        and (row.in_force_from is None or row.in_force_from <= now)
    ]
    return max(begun, key=_age, default=None)


def _age(row: VersionedModel) -> tuple[float, int]:
    return (row.in_force_from.timestamp() if row.in_force_from else 0, row.number)
