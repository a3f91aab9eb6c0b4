"""Each indicator for a month, with the eleven before it and the visits behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar

from yingke.domains.assessment.queries import facts as journal
from yingke.domains.assessment.rules import accuracy, cycle, facts, materials, response
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import NOTHING, Direction, Reading, direction
from yingke.domains.assessment.terms import Indicator

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

F = TypeVar("F", bound=facts.Fact)
MORE_IS_BETTER = {Indicator.ACCURACY, Indicator.MATERIALS}
SHARES = MORE_IS_BETTER  # the others are durations in seconds


@dataclass(frozen=True)
class Insight:
    """One indicator: its reading in each of twelve months, and of each visit behind the last."""

    indicator: Indicator
    month: Month
    trend: Mapping[Month, Reading]
    visits: Mapping[int, Reading]

    @property
    def reading(self) -> Reading:
        """What it says for the month."""
        return self.trend[self.month]

    @property
    def before(self) -> Reading:
        """What it said for the month before."""
        return self.trend[self.month.plus(-1)]

    @property
    def direction(self) -> Direction:
        """How the month compares with the one before."""
        more = self.indicator in MORE_IS_BETTER
        return direction(self.reading, self.before, more_is_better=more)


@dataclass(frozen=True)
class VisitInsight:
    """What lies behind the indicators for one visit."""

    nodes: list[accuracy.Judged]
    acceptances: list[facts.Accepted]
    confirmation: facts.Confirmed | None
    handled: cycle.Handled | None
    readings: Mapping[Indicator, Reading]


def insights(user: "User", month: Month, *, tz: tzinfo, now: datetime) -> list[Insight]:
    """All indicators for a month, over the visits that this person may see: two queries."""
    months = month.last_twelve()
    until = min(month.end(tz), now)
    known = journal.in_span(user, since=months[0].start(tz), until=month.end(tz))
    known = [fact for fact in known if fact.at <= until]
    return [
        Insight(indicator, month, *COUNTED[indicator](known, months, tz, now))
        for indicator in Indicator
    ]


def insight(
    user: "User", indicator: Indicator, month: Month, *, tz: tzinfo, now: datetime
) -> Insight:
    """One of them."""
    return next(
        found for found in insights(user, month, tz=tz, now=now) if found.indicator == indicator
    )


def of_visit(visit_id: int, *, now: datetime) -> VisitInsight:
    """The four indicators of one visit, whenever it happened: one query."""
    known = journal.of_visit(visit_id)
    nodes = accuracy.judge(known, now=now)
    accepted = response.counted(_only(known, facts.Accepted))
    confirmed, handled = materials.counted(_only(known, facts.Confirmed)), cycle.handled(known)
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


Counted = tuple[dict[Month, Reading], dict[int, Reading]]


def _accuracy(
    known: Iterable[facts.Fact], months: Sequence[Month], tz: tzinfo, now: datetime
) -> Counted:
    judged = accuracy.judge_by_month(known, months, tz=tz, now=now)
    return _readings(judged, months, accuracy.read)


def _response(
    known: Iterable[facts.Fact], months: Sequence[Month], tz: tzinfo, now: datetime
) -> Counted:
    counted = response.counted(_only(known, facts.Accepted))
    return _readings(_by_month(counted, lambda fact: fact.at, tz), months, response.read)


def _materials(
    known: Iterable[facts.Fact], months: Sequence[Month], tz: tzinfo, now: datetime
) -> Counted:
    by_month = _by_month(_only(known, facts.Confirmed), lambda fact: fact.at, tz)
    counted = {month: materials.counted(rows) for month, rows in by_month.items()}
    return _readings(counted, months, materials.read)


def _cycle(
    known: Iterable[facts.Fact], months: Sequence[Month], tz: tzinfo, now: datetime
) -> Counted:
    by_month = _by_month(cycle.handled(known), lambda visit: visit.approved_at, tz)
    return _readings(by_month, months, cycle.read)


COUNTED: dict[Indicator, Callable[..., Counted]] = {
    Indicator.ACCURACY: _accuracy,
    Indicator.RESPONSE: _response,
    Indicator.MATERIALS: _materials,
    Indicator.CYCLE: _cycle,
}


def _only(known: Iterable[facts.Fact], kind: type[F]) -> list[F]:
    return [fact for fact in known if isinstance(fact, kind)]


def _by_month(
    rows: Iterable[Any], moment: Callable[[Any], datetime], tz: tzinfo
) -> dict[Month, list[Any]]:
    found: dict[Month, list[Any]] = {}
    for row in rows:
        found.setdefault(Month.of(moment(row).astimezone(tz).date()), []).append(row)
    return found


def _readings(
    rows: Mapping[Month, list[Any]], months: Sequence[Month], read: Callable[..., Reading]
) -> Counted:
    """The reading of each month, and of each visit that counts in the last one."""
    of_visits: dict[int, list[Any]] = {}
    for row in rows.get(months[-1], []):
        of_visits.setdefault(row.visit_id, []).append(row)
    return (
        {month: read(rows[month]) if month in rows else NOTHING for month in months},
        {visit_id: read(own) for visit_id, own in of_visits.items()},
    )
