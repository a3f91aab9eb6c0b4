"""Common steps of services: lock the visit, check its version, add members."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from yingke.domains.visits.models import Member, Visit
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def locked(visit_id: int, *, version: int | None = None) -> Visit:
    """Lock and return the visit; RuleViolation("stale") for an old version."""
    visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("account", "site", "visit_type")
        .get(pk=visit_id)
    )
    if version is not None and visit.version != version:
        raise RuleViolation("stale", version=version, stored=visit.version)
    return visit


def touch(visit: Visit, *fields: str) -> None:
    """Write the named columns and increment the version."""
    visit.version += 1
    visit.save(update_fields=[*fields, "version"])


def add_members(visit: Visit, users: "Iterable[User | int | None]") -> None:
    """Make the visit visible to these people; None and existing members are skipped."""
    ids = {user if isinstance(user, int) else user.pk for user in users if user is not None}
    now = clock.now()
    Member.objects.bulk_create(
        [Member(visit=visit, user_id=pk, added_at=now) for pk in sorted(ids)],
        ignore_conflicts=True,
    )


_COUNT_UP = """
    INSERT INTO visits_numberseries (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = visits_numberseries.last + 1 RETURNING last
"""


def next_number(year: int) -> str:
    """Return `RC-2026-0042`; numbers have no gaps, since a rollback returns its number."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_UP, [year])
        (last,) = cursor.fetchone()
    return f"RC-{year}-{last:04d}"
