"""Indicators of a month with the eleven before it, and the visits they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from statistics import median
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.queries import facts as journal
from yingke.domains.assessment.rules import accuracy, cycle, facts, materials, response
from yingke.domains.assessment.rules.monthly import only
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import (
    NOTHING,
    Direction,
    Reading,
    direction,
    share,
)
from yingke.domains.assessment.terms import Indicator
from yingke.domains.visits.queries import visibility

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MORE_IS_BETTER = {Indicator.ACCURACY, Indicator.MATERIALS}
SHARES = MORE_IS_BETTER  # the others are durations in seconds
Readings = Mapping[Indicator, Reading]


@dataclass(frozen=True)
class Insight:
    """Readings of one indicator in twelve months."""

    indicator: Indicator
    month: Month
    trend: Mapping[Month, Reading]

    @property
    def reading(self) -> Reading:
        """The reading of the month."""
        return self.trend[self.month]

    @property
    def before(self) -> Reading:
        """The reading of the month before."""
        return self.trend[self.month.plus(-1)]

    @property
    def direction(self) -> Direction:
        """How the month compares with the one before."""
        more = self.indicator in MORE_IS_BETTER
        return direction(self.reading, self.before, more_is_better=more)


@dataclass(frozen=True)
class VisitInsight:
    """The indicators of one visit."""

    nodes: list[accuracy.Judged]
    acceptances: list[facts.Accepted]
    confirmation: facts.Confirmed | None
    handled: cycle.Handled | None
    readings: Readings


READ = (
    *("month", "nodes_right", "nodes_closed", "nodes_open", "items_checked", "items_required"),
    *("responses", "planning"),
)
# The months of "seen" in one row each. Only the current month compares due times of open nodes.
_TREND = """
    WITH seen AS MATERIALIZED ({seen}),
    sums AS (
        SELECT month, sum(nodes_right) AS nodes_right, sum(nodes_closed + CASE WHEN month < %s
                THEN cardinality(nodes_open)
                ELSE (SELECT count(*) FROM unnest(nodes_open) AS due WHERE due < %s) END) AS nodes,
            sum(items_checked) AS checked, sum(items_required) AS required,
            avg(planning) AS planning, count(planning) AS planned
        FROM seen GROUP BY month
    ),
    medians AS (
        SELECT month, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS response,
            count(*) AS responses
        FROM seen, unnest(responses) AS seconds GROUP BY month
    )
    SELECT month, nodes_right, nodes, response, coalesce(responses, 0), checked, required,
        planning, planned
    FROM sums LEFT JOIN medians USING (month)
"""


def insights(user: "User", month: Month, *, tz: tzinfo, now: datetime) -> list[Insight]:
    """Return all indicators of a month over visits the user may see, in one query.

    The cost depends on the visits of twelve months, not on older history.
    """
    months = month.last_twelve()
    rows = _seen(user).filter(month__range=(months[0].first, month.first))
    found = _summed(rows, this=Month.of(now.astimezone(tz).date()), now=now)
    empty = dict.fromkeys(Indicator, NOTHING)
    return [
        Insight(indicator, month, {one: found.get(one, empty)[indicator] for one in months})
        for indicator in Indicator
    ]


def insight(
    user: "User", indicator: Indicator, month: Month, *, tz: tzinfo, now: datetime
) -> Insight:
    """Return one indicator of a month."""
    return next(
        found for found in insights(user, month, tz=tz, now=now) if found.indicator == indicator
    )


def behind(
    user: "User", indicator: Indicator, month: Month, *, now: datetime
) -> dict[int, Reading]:
    """Return the reading of each visible visit that counts in the month, by id, in one query."""
    readings = {
        row.visit_id: _of_row(row, now)[indicator] for row in _seen(user).filter(month=month.first)
    }
    return {visit_id: reading for visit_id, reading in readings.items() if reading.counted}


def _seen(user: "User") -> QuerySet[VisitMonth]:
    """Return rows of visits the user may see.

    For users who see all visits but a few, this excludes the few instead of listing all others.
    """
    hidden = visibility.hidden_from(user)
    if hidden is not None:
        return VisitMonth.objects.exclude(visit__in=hidden.values("pk"))
    return VisitMonth.objects.filter(visit__in=visibility.visible_to(user).values("pk"))


def _summed(
    rows: QuerySet[VisitMonth], *, this: Month, now: datetime
) -> dict[Month, dict[Indicator, Reading]]:
    seen, parameters = rows.values(*READ).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_TREND.format(seen=seen), [*parameters, this.first, now])
        return {Month.of(month): _readings(*sums) for month, *sums in cursor}


def _readings(
    right: int,
    nodes: int,
    responded: float | None,
    responses: int,
    checked: int,
    required: int,
    planning: float | None,
    planned: int,
) -> dict[Indicator, Reading]:
    return {
        Indicator.ACCURACY: share(int(right), int(nodes)),
        Indicator.RESPONSE: Reading(responded, responses),
        Indicator.MATERIALS: share(int(checked), int(required)),
        Indicator.CYCLE: Reading(planning, planned),
    }


def _of_row(row: VisitMonth, now: datetime) -> dict[Indicator, Reading]:
    return _readings(
        row.nodes_right,
        row.nodes_closed + sum(due < now for due in row.nodes_open),
        median(row.responses) if row.responses else None,
        len(row.responses),
        row.items_checked,
        row.items_required,
        row.planning,
        int(row.planning is not None),
    )


def of_visit(visit_id: int, *, now: datetime) -> VisitInsight:
    """Return the indicators of one visit over its whole life, in one query."""
    known = list(journal.of_visits([visit_id]))
    nodes = accuracy.judge(known, now=now)
    accepted = response.counted(only(known, facts.Accepted))
    confirmed, handled = materials.counted(only(known, facts.Confirmed)), cycle.handled(known)
    return VisitInsight(
        nodes=nodes,
        acceptances=sorted(accepted, key=lambda fact: fact.at),
        confirmation=confirmed[0] if confirmed else None,
        handled=handled[0] if handled else None,
        readings={
            Indicator.ACCURACY: accuracy.read(nodes),
            Indicator.RESPONSE: response.read(accepted),
            Indicator.MATERIALS: materials.read(confirmed),
            Indicator.CYCLE: cycle.read(handled),
        },
    )
