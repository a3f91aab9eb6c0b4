"""Each indicator for a month, with the 23 before it, as a whole and by a column of the visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, QuerySet

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.queries import facts as journal
from yingke.domains.assessment.queries import targets
from yingke.domains.assessment.rules import (
    accuracy,
    cycle,
    duplication,
    facts,
    materials,
    replanning,
    response,
)
from yingke.domains.assessment.rules.monthly import only
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import (
    NOTHING,
    Direction,
    Reading,
    direction,
    share,
)
from yingke.domains.assessment.rules.targets import Goal, State, state
from yingke.domains.assessment.terms import Indicator
from yingke.domains.visits.queries import visibility
from yingke.foundation.policy.queries import pinned_version

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SHARES = {Indicator.ACCURACY, Indicator.MATERIALS, Indicator.DUPLICATES}  # others are seconds
Readings = Mapping[Indicator, Reading]
YEARS = 2


@dataclass(frozen=True)
class Insight:
    """One indicator with its readings and goals in each of 24 months; `smallest` is the sample."""

    indicator: Indicator
    month: Month
    readings: Mapping[Month, Reading]
    goals: Mapping[Month, Goal]
    smallest: int

    @property
    def trend(self) -> dict[Month, Reading]:
        """The last twelve months, in order."""
        return {month: self.readings[month] for month in self.month.last_twelve()}

    @property
    def reading(self) -> Reading:
        """What it says for the month."""
        return self.readings[self.month]

    @property
    def goal(self) -> Goal:
        """The target of the month."""
        return self.goals[self.month]

    @property
    def before(self) -> Reading:
        """What it said for the month before."""
        return self.readings[self.month.plus(-1)]

    @property
    def year_before(self) -> Reading:
        """What it said for the same month of last year."""
        return self.readings[self.month.plus(-12)]

    @property
    def direction(self) -> Direction:
        """How the month compares with the one before."""
        return direction(self.reading, self.before, more_is_better=self.goal.more_is_better)

    def state(self, month: Month | None = None) -> State:
        """Whether the target was reached in a month, the present one by default."""
        one = month or self.month
        return state(self.readings[one], self.goals[one], smallest=self.smallest)


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
    *("responses", "planning", "bookings", "duplicates", "replans"),
)
# The rows of "seen" summed by key. Only a month that lasts asks when each open node is due.
_SUMS = """
    WITH seen AS MATERIALIZED ({seen}),
    sums AS (
        SELECT key, sum(nodes_right) AS nodes_right, sum(nodes_closed + CASE WHEN month < %s
                THEN cardinality(nodes_open)
                ELSE (SELECT count(*) FROM unnest(nodes_open) AS due WHERE due < %s) END) AS nodes,
            sum(items_checked) AS checked, sum(items_required) AS required,
            avg(planning) AS planning, count(planning) AS planned,
            sum(duplicates) AS duplicates, sum(bookings) AS bookings
        FROM seen GROUP BY key
    ),
    medians AS (
        SELECT key, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS response,
            count(*) AS responses
        FROM seen, unnest(responses) AS seconds GROUP BY key
    ),
    changes AS (
        SELECT key, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS replanning,
            count(*) AS replans
        FROM seen, unnest(replans) AS seconds GROUP BY key
    )
    SELECT sums.key, nodes_right, nodes, response, coalesce(responses, 0), checked, required,
        planning, planned, duplicates, bookings, replanning, coalesce(replans, 0)
    FROM sums LEFT JOIN medians ON sums.key IS NOT DISTINCT FROM medians.key
        LEFT JOIN changes ON sums.key IS NOT DISTINCT FROM changes.key
"""


def insights(user: "User", month: Month, *, tz: tzinfo, now: datetime) -> list[Insight]:
    """All indicators for a month, over the visits that this person may see.

    One query for the facts, one for the version of the targets; their cost depends on the visits of
    two years, not on the history before them.
    """
    months = [month.plus(back) for back in range(1 - 12 * YEARS, 1)]
    rows = visible_months(user).filter(month__range=(months[0].first, month.first))
    sums = _summed(rows, "month", this=Month.of(now.astimezone(tz).date()), now=now)
    found = {Month.of(key): readings for key, readings in sums.items()}
    empty = dict.fromkeys(Indicator, NOTHING)
    with pinned_version():
        smallest = targets.smallest_sample()
        goals = {one: targets.goals(one, months, tz=tz, now=now) for one in Indicator}
    return [
        Insight(
            indicator,
            month,
            {one: found.get(one, empty)[indicator] for one in months},
            goals[indicator],
            smallest,
        )
        for indicator in Indicator
    ]


def insight(
    user: "User", indicator: Indicator, month: Month, *, tz: tzinfo, now: datetime
) -> Insight:
    """Return one indicator of a month."""
    return next(
        found for found in insights(user, month, tz=tz, now=now) if found.indicator == indicator
    )


def breakdown(
    user: "User", indicator: Indicator, month: Month, dimension: str, *, tz: tzinfo, now: datetime
) -> dict[Any, Reading]:
    """An indicator of a month by a column of the visit, such as `site`: one query.

    Only what counts in the month has a key; None stands for visits without the column.
    """
    rows = visible_months(user).filter(month=month.first)
    sums = _summed(rows, f"visit__{dimension}", this=Month.of(now.astimezone(tz).date()), now=now)
    found = {key: readings[indicator] for key, readings in sums.items()}
    return {key: reading for key, reading in found.items() if reading.counted}


def visible_months(user: "User") -> QuerySet[VisitMonth]:
    """The rows of the visits that this person may see.

    For users who see all visits but a few, this excludes the few instead of listing all others.
    """
    hidden = visibility.hidden_from(user)
    if hidden is not None:
        return VisitMonth.objects.exclude(visit__in=hidden.values("pk"))
    return VisitMonth.objects.filter(visit__in=visibility.visible_to(user).values("pk"))


def _summed(
    rows: QuerySet[VisitMonth], key: str, *, this: Month, now: datetime
) -> dict[Any, dict[Indicator, Reading]]:
    seen, parameters = rows.values(*READ, key=F(key)).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(seen=seen), [*parameters, this.first, now])
        return {found: _readings(*sums) for found, *sums in cursor}


def _readings(
    right: int,
    nodes: int,
    responded: float | None,
    responses: int,
    checked: int,
    required: int,
    planning: float | None,
    planned: int,
    duplicates: int,
    bookings: int,
    replanned: float | None,
    replans: int,
) -> dict[Indicator, Reading]:
    return {
        Indicator.ACCURACY: share(int(right), int(nodes)),
        Indicator.RESPONSE: Reading(responded, responses),
        Indicator.MATERIALS: share(int(checked), int(required)),
        Indicator.CYCLE: Reading(planning, planned),
        Indicator.DUPLICATES: share(int(duplicates), int(bookings)),
        Indicator.REPLANNING: Reading(replanned, replans),
    }


def of_visit(visit_id: int, *, now: datetime) -> VisitInsight:
    """Return the indicators of one visit over its whole life, in three queries."""
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
            Indicator.DUPLICATES: duplication.read(journal.bookings_of([visit_id])),
            Indicator.REPLANNING: replanning.read(only(known, facts.Replanned)),
        },
    )
