"""How much of their bookable time resources are booked, by week."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from yingke.domains.resources.queries.register import visible_to
from yingke.domains.resources.rules.utilisation import Hours, Share, bookable_hours, shares, weeks
from yingke.foundation.kernel import calendars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingke.domains.resources.models import Resource
    from yingke.foundation.identity.models import Site, User

__all__ = ["UtilisationLine", "utilisation", "weeks"]

# Minutes of bookings within bookable hours; the index `booking_by_time` finds those of a day.
BOOKED = """
    SELECT booking.resource_id, hours.week, sum(extract(epoch FROM
        least(booking.ends_at, hours.ends_at) - greatest(booking.starts_at, hours.starts_at)))
    FROM unnest(%s::date[], %s::timestamptz[], %s::timestamptz[]) AS hours(week, starts_at, ends_at)
        JOIN resources_booking AS booking
            ON booking.starts_at < hours.ends_at AND booking.ends_at > hours.starts_at
        JOIN resources_resource AS resource ON resource.id = booking.resource_id
    WHERE booking.state <> 'cancelled' AND resource.site_id = %s
    GROUP BY 1, 2
"""


@dataclass(frozen=True)
class UtilisationLine:
    """A resource with its share of each week, by Monday."""

    resource: Resource
    shares: dict[date, Share]

    @property
    def total(self) -> Share:
        weekly = self.shares.values()
        return Share(sum(one.booked for one in weekly), sum(one.bookable for one in weekly))


def utilisation(
    user: User, mondays: Sequence[date], *, kind: str = "", site: Site | None = None
) -> list[UtilisationLine]:
    """Return the visible active resources of a kind and site, by kind and name.

    Two queries, and one for each site.
    """
    rows = visible_to(user).filter(active=True, site__active=True).select_related("site")
    if kind:
        rows = rows.filter(kind=kind)
    if site:
        rows = rows.filter(site=site)
    hours: dict[int, list[Hours]] = {}
    booked: dict[int, dict[date, int]] = defaultdict(dict)
    lines = []
    for row in rows.order_by("site__sort_key", "kind", "sort_key", "pk"):
        if row.site_id not in hours:
            hours[row.site_id] = bookable_hours(calendars.for_calendar(row.site.calendar), mondays)
            for resource_id, week, seconds in _booked(row.site_id, hours[row.site_id]):
                booked[resource_id][week] = int(seconds // 60)
        weekly = shares(hours[row.site_id], mondays, booked[row.pk])
        lines.append(UtilisationLine(row, dict(zip(mondays, weekly, strict=True))))
    return lines


def _booked(site_id: int, hours: list[Hours]) -> list[tuple[int, date, float]]:
    columns = [list(column) for column in zip(*hours, strict=True)] or [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(BOOKED, [*columns, site_id])
        rows: list[tuple[int, date, float]] = cursor.fetchall()
        return rows
