"""What a problem is built from: rows as plain, frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self, TypeVar

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Part:
    """A person in an item; `accepted` is a standing promise, others were only asked."""

    staff_id: int
    role: str
    accepted: bool


@dataclass(frozen=True)
class Booked:
    """A resource booked for an item."""

    resource_id: int
    kind: str
    confirmed: bool


@dataclass(frozen=True)
class Item:
    """An agenda item; `begun` ones are facts."""

    id: int
    kind: str
    name: str
    starts_at: datetime
    ends_at: datetime
    interactive: bool = False
    begun: bool = False
    people: tuple[Part, ...] = ()
    bookings: tuple[Booked, ...] = ()
    place: str = ""

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass(frozen=True)
class Stay:
    """A visit: `tier` 1 is the highest, `languages` are those of the guests besides Chinese.

    `golden` is the length of the window for interaction, `opening` the longest opening.
    """

    id: int
    number: str
    tier: int
    heads: int
    arrives_at: datetime
    leaves_at: datetime
    languages: tuple[str, ...] = ()
    lead_host: int | None = None
    items: tuple[Item, ...] = ()
    visit_type: int | None = None
    golden: timedelta = timedelta(hours=4)
    opening: timedelta = timedelta(minutes=5)


@dataclass(frozen=True)
class Need:
    """Who or what items of a kind need; see `models.Need`."""

    id: int
    item_kind: str
    kind: str
    name: str = ""
    role: str = ""
    skill_kind: str = ""
    level: int = 0
    certified: bool = False
    guests_language: bool = False
    seats: bool = False
    equipment: tuple[str, ...] = ()
    count: int = 1
    optional: bool = False
    weight: int = 100
    continuity: bool = False
    visit_type: int | None = None

    @property
    def what(self) -> str:
        """The role of a person, or the kind of resource."""
        return self.role or self.kind

    @property
    def price(self) -> int:
        """What it costs a proposal to leave this unmet."""
        return max(1, self.weight // 10) if self.optional else self.weight


@dataclass(frozen=True)
class Timing:
    """When items of a kind may take place; see `models.Timing`."""

    item_kind: str
    earliest: time | None = None
    latest: time | None = None
    after: tuple[str, ...] = ()
    keeps_order: bool = False
    visit_type: int | None = None


Rule = TypeVar("Rule", Need, Timing)


@dataclass(frozen=True)
class Skill:
    """A skill of a kind; `until` is the last day of its certificate, None for good."""

    kind: str
    level: int
    until: date | None = None


@dataclass(frozen=True)
class Person:
    """A member of staff: the roles they hold, and when they are taken elsewhere."""

    id: int
    name: str = ""
    roles: frozenset[str] = frozenset()
    skills: tuple[Skill, ...] = ()
    languages: tuple[str, ...] = ()
    duties: tuple[Span, ...] = ()
    absences: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Thing:
    """A resource; `taken` are the bookings of others with their buffers."""

    id: int
    kind: str
    name: str = ""
    seats: int = 0
    equipment: tuple[str, ...] = ()
    building: str = ""
    before: int = 0
    after: int = 0
    taken: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Limits:
    """Parameters of planning; `weights` are those of the engine's preferences by name."""

    tz: tzinfo
    now: datetime
    day_starts: timedelta = timedelta(hours=7)
    day_ends: timedelta = timedelta(hours=22)
    load: timedelta = timedelta(hours=8)
    interpreting: timedelta = timedelta(hours=4)
    between_buildings: int = 10
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything that a proposal is made from; needs and timings of every visit type concerned."""

    stays: tuple[Stay, ...]
    needs: tuple[Need, ...]
    timings: tuple[Timing, ...]
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    limits: Limits

    def only(self, stay: Stay) -> Self:
        """The facts of one of the visits."""
        return replace(self, stays=(stay,))

    def needs_of(self, stay: Stay) -> list[Need]:
        return _of_type(self.needs, stay.visit_type)

    def timings_of(self, stay: Stay) -> list[Timing]:
        return _of_type(self.timings, stay.visit_type)


def _of_type(rows: Iterable[Rule], visit_type: int | None) -> list[Rule]:
    """The rows of a visit type; for a kind of item they replace those for all types."""
    found = [row for row in rows if row.visit_type in (None, visit_type)]
    own = {row.item_kind for row in found if row.visit_type is not None}
    return [row for row in found if row.visit_type is not None or row.item_kind not in own]
