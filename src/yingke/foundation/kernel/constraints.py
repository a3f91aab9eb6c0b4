"""Check constraints that keep `bounds`, and the migration that makes room for them."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_

from django.db import migrations
from django.db.models import CheckConstraint, Q

from .bounds import FIRST, LAST


def within(*columns: str, name: str) -> CheckConstraint:
    """The check constraint that these columns of moments are within the bounds, or empty."""
    return _between(columns, FIRST, LAST, name)


def days_within(*columns: str, name: str) -> CheckConstraint:
    """`within` for columns of days."""
    return _between(columns, FIRST.date(), LAST.date(), name)


def _between(columns: Iterable[str], first: date, last: date, name: str) -> CheckConstraint:
    conditions = (Q(**{f"{one}__gte": first, f"{one}__lt": last}) for one in columns)
    return CheckConstraint(condition=reduce(and_, conditions), name=name)


def clamp(table: str, columns: Iterable[str]) -> migrations.RunSQL:
    """Move what lies outside the bounds to the nearest day inside, before a constraint is added.

    Of several columns each may be at most a day later than the one before it.
    """
    moved = [
        f"{one} = LEAST(GREATEST({one}, '1900-01-02'::timestamptz + interval '{n} days'),"
        f" '2199-12-01'::timestamptz + interval '{n} days')"
        for n, one in enumerate(columns)
    ]
    outside = " OR ".join(
        f"{one} < '1900-01-01'::timestamptz OR {one} >= '2200-01-01'::timestamptz"
        for one in columns
    )
    statement = f"UPDATE {table} SET {', '.join(moved)} WHERE {outside}"  # noqa: S608 – constants
    return migrations.RunSQL(statement, migrations.RunSQL.noop)
