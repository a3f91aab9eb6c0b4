"""What is to be planned: a problem as plain, frozen values.

Moments are ``datetime`` (all with an offset or all without), lengths are minutes, costs are whole
numbers. ``docs/reference/planner.md`` explains each field; ``reading`` and ``writing`` turn the
values into JSON and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Span = tuple[datetime, datetime]
"""From (included) to (excluded)."""

PERSON = "person"
"""The kind whose load is shared fairly and who must be told of changes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that may fill a role, with the cost of picking it there."""

    resource: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one role of an activity asks for.

    ``seats`` of -1 means as many as the activity has heads. Without ``candidates`` everyone of the
    kind is considered; with them only those named. ``optional`` roles may stay empty at the cost
    ``unmet_cost``; without a required role the activity itself is unmet.
    """

    role: str
    kind: str = PERSON
    count: int = 1
    amount: int = 1
    skills: Mapping[str, int] = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kit: tuple[str, ...] = ()
    seats: int = 0
    site: str = ""
    candidates: tuple[Candidate, ...] = ()
    optional: bool = False
    unmet_cost: int = 10
    continuity: bool = False
    gives_place: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """The activity starts after ``activity`` ends, ``min_gap`` to ``max_gap`` minutes later."""

    activity: str
    min_gap: int = 0
    max_gap: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A part that stands already: ``fixed`` never moves, what is only confirmed may, dearly."""

    start: datetime
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Activity:
    """One item of an agenda. Without windows it may lie anywhere in the horizon."""

    id: str
    duration: int
    name: str = ""
    group: str = ""
    windows: tuple[Span, ...] = ()
    after: tuple[Order, ...] = ()
    priority: int = 0
    heads: int = 0
    place: str = ""
    requires: tuple[Requirement, ...] = ()
    required: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    preferred_start: datetime | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A visit: its guests go ``together``, so its activities never overlap.

    ``tier`` 1 is the highest; it sets what an unserved activity costs where the activity does not
    say. ``finish`` is the cost of each grain until the group's last activity ends.
    """

    id: str
    name: str = ""
    tier: int = 3
    heads: int = 0
    arrives: datetime | None = None
    leaves: datetime | None = None
    together: bool = True
    finish: int = 0


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that serves activities: a person, a room, a vehicle, a set of kit.

    ``units`` is how many uses it bears at once. ``available`` empty means always. Certificates map
    to the last day on which they are valid. ``max_load`` is in minutes per day.
    """

    id: str
    kind: str = PERSON
    name: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    certificates: Mapping[str, date] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    kit: tuple[str, ...] = ()
    seats: int = 0
    site: str = ""
    place: str = ""
    units: int = 1
    available: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()
    before: int = 0
    after: int = 0
    max_load: int | None = None
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes from one place to another; the same back, unless another entry says so."""

    origin: str
    target: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """Weights of the third level; 0 switches a preference off.

    ``start`` per grain away from the preferred start, ``continuity`` per further person in a role
    of one group, ``waste`` per seat more than heads, ``fairness`` per squared hour of a person's
    load on a day, ``conflict`` per grain in which a preferred attendee is needed twice.
    """

    start: int = 1
    continuity: int = 10
    waste: int = 1
    fairness: int = 1
    conflict: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that the planner knows. ``now`` divides what has begun from what may change."""

    start: datetime
    end: datetime
    grain: int = 15
    activities: tuple[Activity, ...] = ()
    groups: tuple[Group, ...] = ()
    resources: tuple[Resource, ...] = ()
    travel: tuple[Travel, ...] = ()
    skills: tuple[str, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    now: datetime | None = None
