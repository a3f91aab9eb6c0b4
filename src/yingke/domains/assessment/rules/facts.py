"""What the indicators look at: facts of the journal about one visit each, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Fact:
    """The base of them: which visit, and when it happened (aware)."""

    visit_id: int
    at: datetime


@dataclass(frozen=True)
class Scheduled(Fact):
    """When each node of the visit is due, by number; a later one replaces an earlier one."""

    due: Mapping[int, datetime]


@dataclass(frozen=True)
class Closed(Fact):
    """A node was done or skipped; `due_at` is what it was due at that moment."""

    number: int
    due_at: datetime
    done: bool
    with_evidence: bool


@dataclass(frozen=True)
class Reopened(Fact):
    """A node that was done is open again."""

    number: int


@dataclass(frozen=True)
class Overridden(Fact):
    """The guests were received with open steps; the node that this closes deviates."""


@dataclass(frozen=True)
class Cancelled(Fact):
    """The visit was called off."""


@dataclass(frozen=True)
class Restored(Fact):
    """The visit was taken up again."""


@dataclass(frozen=True)
class Accepted(Fact):
    """Somebody took a task that was given to him at `assigned_at`."""

    name: str
    name_en: str
    assigned_at: datetime
    from_department_id: int | None
    to_department_id: int | None

    @property
    def between_departments(self) -> bool:
        """Whether giver and taker are known to work in different departments."""
        ends = (self.from_department_id, self.to_department_id)
        return None not in ends and ends[0] != ends[1]

    @property
    def took(self) -> timedelta:
        """From being given to being accepted; never negative."""
        return max(self.at - self.assigned_at, timedelta())


@dataclass(frozen=True)
class Confirmed(Fact):
    """The readiness gate was passed with `checked` of `required` items."""

    checked: int
    required: int


@dataclass(frozen=True)
class Submitted(Fact):
    """The request was handed in."""


@dataclass(frozen=True)
class PlanApproved(Fact):
    """A version of the plan was approved."""
