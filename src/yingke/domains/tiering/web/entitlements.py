"""The quarter of entitlements as the page shows it: marks on a line for each customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models import CareAction, Entitlement, Placement
from yingke.domains.tiering.queries.entitlements import standing_of
from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.rules.entitlements import Period, Standing
from yingke.domains.tiering.terms import Lasting
from yingke.foundation.ui import dates

WIDTH: Final = 100  # percent of the line
SHOWN: Final = 5
URGENT: Final = (
    *(Standing.MISSED, Standing.SOON, Standing.PLANNED, Standing.LATE),
    *(Standing.EXCUSED, Standing.DONE),
)
WORDS: Final = {
    Standing.DONE: "green",
    Standing.LATE: "amber",
    Standing.EXCUSED: "neutral",
    Standing.MISSED: "red",
    Standing.SOON: "amber",
    Standing.PLANNED: "neutral",
}


@dataclass(frozen=True)
class Scale:
    """Days of a quarter as places on a line."""

    period: Period

    def x(self, day: date) -> float:
        days = (self.period.due_on - self.period.starts_on).days + 1
        place = (day - self.period.starts_on).days / days
        return round(min(max(place, 0.0), 1.0) * WIDTH, 1)

    @property
    def months(self) -> list[tuple[date, float]]:
        first = self.period.starts_on
        starts = [one.starts_on for one in rules.periods(1, first, self.period.due_on)]
        return [(start, self.x(start)) for start in starts]

    @property
    def weeks(self) -> list[tuple[date, float]]:
        first = self.period.starts_on + timedelta(days=-self.period.starts_on.weekday() % 7)
        count = (self.period.due_on - first).days // 7 + 1
        days = [first + timedelta(weeks=n) for n in range(count)]
        return [(day, self.x(day)) for day in days]


@dataclass(frozen=True)
class Mark:
    """One date: where it stands, how, and what a reader learns about it."""

    x: float
    standing: Standing
    words: str
    url: str
    late_to: float | None = None  # how far a missed one drags on


@dataclass(frozen=True)
class Bar:
    """A lasting service, or a gap in it."""

    x: float
    width: float
    words: str
    is_gap: bool = False


@dataclass
class Line:
    """What one customer gets in the quarter."""

    account: Account
    owner: str
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def urgency(self) -> tuple[int, str]:
        places = [URGENT.index(mark.standing) for mark in self.marks]
        return (-1 if any(bar.is_gap for bar in self.bars) else min(places, default=99)), ""


@dataclass(frozen=True)
class Group:
    """The customers of a tier: the most urgent, and how many dates were kept."""

    tier: Tier
    lines: list[Line]
    count: int
    kept: int
    come: int

    @property
    def rest(self) -> int:
        return self.count - len(self.lines)


def groups_of(
    actions: Sequence[CareAction],
    scale: Scale,
    day: date,
    *,
    placements: Mapping[int, list[Placement]],
    lasting: Sequence[Entitlement],
    whole: str = "",
) -> list[Group]:
    """The quarter by tier; of the tier `whole` every customer, of the others the first five."""
    lines: dict[int, Line] = {}
    for action in actions:
        line = lines.setdefault(action.account_id, Line(action.account, action.owner.label))
        line.marks.append(mark_of(action, scale, day))
    for line in lines.values():
        line.bars += bars_of(line.account, lasting, placements, scale, day)
    found = []
    for tier in Tier:
        own = sorted(
            (line for line in lines.values() if line.account.tier == tier),
            key=lambda line: line.urgency,
        )
        come = [standing_of(one, day) for one in actions if one.account.tier == tier]
        kept, due = rules.rate(come)
        shown = own if whole == tier else own[:SHOWN]
        if own:
            found.append(Group(tier, shown, len(own), kept, due))
    return found


def mark_of(action: CareAction, scale: Scale, day: date) -> Mark:
    standing = standing_of(action, day)
    at = action.done_on or (action.planned_on if standing != Standing.MISSED else action.due_on)
    return Mark(
        x=scale.x(at),
        standing=standing,
        words=words_of(action, standing, day),
        url=reverse("tiering:care-action", args=[action.pk]),
        late_to=scale.x(day) if standing == Standing.MISSED else None,
    )


def words_of(action: CareAction, standing: Standing, day: date) -> str:
    """One sentence about a date: what, for whom, when, who."""
    words = {
        "what": action.what.label,
        "customer": action.account.label,
        "due": dates.year_day(action.due_on),
        "owner": action.owner.label,
        "state": standing_words(action, standing, day),
    }
    return _("%(what)s · %(customer)s · due %(due)s · %(owner)s · %(state)s") % words


def standing_words(action: CareAction, standing: Standing, day: date) -> str:
    """How a date stands, in words."""
    if standing == Standing.MISSED:
        return _("missed by %(days)s days") % {"days": (day - action.due_on).days}
    if standing == Standing.SOON:
        return _("in %(days)s days") % {"days": (action.due_on - day).days}
    done = dates.year_day(action.done_on) if action.done_on else ""
    return {
        Standing.DONE: _("done %(day)s") % {"day": done},
        Standing.LATE: _("done late, %(day)s") % {"day": done},
        Standing.EXCUSED: _("missed, explained"),
        Standing.PLANNED: dates.year_day(action.planned_on),
    }[standing]


def bars_of(
    account: Account,
    lasting: Iterable[Entitlement],
    placements: Mapping[int, list[Placement]],
    scale: Scale,
    day: date,
) -> Iterator[Bar]:
    """The lasting services of the customer's tier, and gaps up to today."""
    for entitlement in lasting:
        if entitlement.tier != account.tier:
            continue
        if entitlement.lasting == Lasting.ENGINEER:
            yield from _on_site(placements.get(account.pk, ()), scale, day)
        elif entitlement.lasting == Lasting.CHANNEL or account.director_id:
            yield Bar(0, WIDTH, entitlement.label)
        else:
            yield Bar(0, scale.x(day), _("No customer director"), is_gap=True)


def _on_site(stays: Iterable[Placement], scale: Scale, day: date) -> Iterator[Bar]:
    period, spans = scale.period, []
    for stay in stays:
        begins = max(stay.begins_on, period.starts_on)
        ends = min(stay.ends_on or period.due_on, period.due_on)
        spans.append((begins, ends))
        x = scale.x(begins)
        words = _("On site: %(name)s") % {"name": stay.person.label}
        yield Bar(x, scale.x(ends + timedelta(days=1)) - x, words)
    for gap in rules.gaps(spans, period.starts_on, min(day, period.due_on)):
        x = scale.x(gap.starts_on)
        days = (gap.due_on - gap.starts_on).days + 1
        words = _("Nobody on site for %(days)s days") % {"days": days}
        yield Bar(x, scale.x(gap.due_on + timedelta(days=1)) - x, words, is_gap=True)


@dataclass(frozen=True)
class OwnerBar:
    """What one person owes in the quarter, in parts of the fullest bar."""

    name: str
    kept: int
    late: int
    missed: int
    count: int


def owners_of(actions: Iterable[CareAction], day: date) -> list[OwnerBar]:
    """The owners with what has come due, the most first."""
    found: dict[str, list[Standing]] = {}
    for action in actions:
        found.setdefault(action.owner.label, []).append(standing_of(action, day))
    bars = [
        OwnerBar(
            name,
            kept=rows.count(Standing.DONE),
            late=rows.count(Standing.LATE),
            missed=rows.count(Standing.MISSED) + rows.count(Standing.EXCUSED),
            count=len([one for one in rows if one not in (Standing.SOON, Standing.PLANNED)]),
        )
        for name, rows in found.items()
    ]
    return sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)


def figures_of(standings: Sequence[Standing]) -> dict[str, Any]:
    """The numbers above the page."""
    kept, come = rules.rate(standings)
    return {
        "count": len(standings),
        "kept": kept,
        "late": standings.count(Standing.LATE),
        "missed": standings.count(Standing.MISSED),
        "soon": standings.count(Standing.SOON),
        "rate": round(100 * kept / come, 1) if come else None,
    }


@dataclass(frozen=True)
class OwedLine:
    """One date on the page of a customer."""

    action: CareAction
    standing: Standing
    mark: Mark
    words: str
    tone: str


def owed_lines(actions: Iterable[CareAction], day: date) -> list[OwedLine]:
    """Missed first, then what is due soon, planned, and done."""
    scale = Scale(rules.quarter(day))
    lines = []
    for action in actions:
        standing = standing_of(action, day)
        words = standing_words(action, standing, day)
        mark = mark_of(action, scale, day)
        lines.append(OwedLine(action, standing, mark, words, WORDS[standing]))
    return sorted(lines, key=lambda one: (URGENT.index(one.standing), one.action.due_on))
