"""What the planner answers: a plan with its reasons, and the difference between two plans."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """The four levels of the objective; compared in this order, less is better."""

    unmet: int = 0
    disturbance: int = 0
    preference: int = 0
    cost: int = 0


class Cause(StrEnum):
    """Why a candidate was not picked."""

    KIND = "kind"
    SKILL = "skill"
    LEVEL = "level"
    CERTIFICATE = "certificate"
    EXPIRED = "certificate_expired"
    LANGUAGE = "language"
    KIT = "kit"
    TOO_SMALL = "too_small"
    SITE = "site"
    NOT_NAMED = "not_named"
    AWAY = "away"
    BUSY = "busy"
    TOO_FAR = "too_far"
    OVERLOADED = "overloaded"
    USED_UP = "used_up"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that was not picked, the rule against it, and in words."""

    resource: str
    cause: Cause
    detail: str = ""
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A candidate of a role: what picking it adds to the last two levels of the score, and the
    rule against it if there is one. ``picked`` when the plan has it there."""

    resource: str
    preference: int = 0
    cost: int = 0
    rejection: Rejection | None = None
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A resource in a role, the reason for it, and the candidates that were rejected."""

    role: str
    resource: str
    reason: str = ""
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A served activity. ``missing`` names the optional roles that stay empty."""

    activity: str
    start: datetime
    end: datetime
    picks: tuple[Pick, ...] = ()
    missing: tuple[str, ...] = ()
    confirmed: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One way out for what is unmet or broken: what to give up, and what that costs.

    ``lacking`` is how many more the role would need, ``activity`` whom the resource is taken from,
    ``rearranged`` whether the rest of the visit must be placed anew.
    """

    kind: str
    detail: str
    cost: int
    role: str = ""
    resource: str = ""
    start: datetime | None = None
    lacking: int = 0
    activity: str = ""
    rearranged: bool = False


@dataclass(frozen=True, slots=True)
class Unmet:
    """An activity, or one optional role of it, that the plan does not serve."""

    activity: str
    cost: int
    role: str = ""
    reason: str = ""
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A confirmed or begun part that has become impossible, and what mends it."""

    activity: str
    problem: str
    repair: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer. ``bound`` is a score that no plan can beat; ``proved`` when this one meets it.

    ``warnings`` are parts of the problem that were left out, each with its JSON path.
    """

    placed: tuple[Placed, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    score: Score = Score()
    bound: Score = Score()
    proved: bool = False
    broken: tuple[Broken, ...] = ()
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """An activity with another start than in the published plan."""

    activity: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A role whose people or things changed."""

    activity: str
    role: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Someone who must hear of the change, and the activities that concern them."""

    who: str
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new plan changes against the published one."""

    moved: tuple[Moved, ...] = ()
    reassigned: tuple[Reassigned, ...] = ()
    newly_unmet: tuple[str, ...] = ()
    newly_served: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: best score, bound and seconds so far, and what is at work.

    ``plan`` writes down the best plan so far, without reasons, where the run is in this process;
    what it has not come to yet is in neither of its lists.
    """

    score: Score
    bound: Score
    seconds: float
    phase: str
    plan: Callable[[], Plan] | None = None


PREPARING = "preparing"
"""The phase in which machine code is made or loaded; no run's clock pays for it."""

Listener = Callable[[Progress], bool | None]
"""Called with each progress; returning False cancels, and the best plan so far is the answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to look. ``effort`` counts steps instead of seconds: with it, one worker and the
    same seed, two runs give the same plan on the same machine and library versions."""

    seconds: float = 10.0
    effort: int | None = None
    seed: int = 1
    workers: int = 1

    def __post_init__(self) -> None:
        if not (self.seconds >= 0 and math.isfinite(self.seconds)):
            raise ValueError(f"seconds must be 0 or more, not {self.seconds}")
        if self.effort is not None and self.effort < 1:
            raise ValueError(f"effort must be at least 1, not {self.effort}")
        if self.workers < 1:
            raise ValueError(f"workers must be at least 1, not {self.workers}")
        if not 0 <= self.seed < 2**31:
            raise ValueError(f"the seed must lie between 0 and 2147483647, not {self.seed}")
