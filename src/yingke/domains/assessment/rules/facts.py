"""Facts of the journal about one visit each, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Fact:
    """Base of all facts: the visit, and when it happened (aware)."""

    visit_id: int
    at: datetime


@dataclass(frozen=True)
class Scheduled(Fact):
    """Due times of the visit's nodes by number; a later fact replaces an earlier one."""

    due: Mapping[int, datetime]


@dataclass(frozen=True)
class Closed(Fact):
    """A node was completed or skipped; `due_at` is its due time at that moment."""

    number: int
    due_at: datetime
    done: bool
    with_evidence: bool


@dataclass(frozen=True)
class Reopened(Fact):
    number: int


@dataclass(frozen=True)
class Overridden(Fact):
    """Guests were received with open steps: the node that this closes is a deviation."""


@dataclass(frozen=True)
class Cancelled(Fact):
    """The visit was cancelled."""


@dataclass(frozen=True)
class Restored(Fact):
    """The visit was restored."""


@dataclass(frozen=True)
class Accepted(Fact):
    """A task assigned at `assigned_at` was accepted."""

    name: str
    name_en: str
    assigned_at: datetime
    from_department_id: int | None
    to_department_id: int | None

    @property
    def between_departments(self) -> bool:
        """Whether both departments are known and differ."""
        ends = (self.from_department_id, self.to_department_id)
        return None not in ends and ends[0] != ends[1]

    @property
    def took(self) -> timedelta:
        """Time from assignment to acceptance; never negative."""
        return max(self.at - self.assigned_at, timedelta())


@dataclass(frozen=True)
class Confirmed(Fact):
    """The visit was confirmed with `checked` of `required` items."""

    checked: int
    required: int


@dataclass(frozen=True)
class Submitted(Fact):
    """The request was submitted."""


@dataclass(frozen=True)
class Booked(Fact):
    """A resource is booked for an item that begins `at`; `surplus` if it is booked twice."""

    surplus: bool


@dataclass(frozen=True)
class Replanned(Fact):
    """Everyone has been told of a change of the plan; `seconds` since it was reported."""

    seconds: int


@dataclass(frozen=True)
class PlanApproved(Fact):
    """A version of the plan was approved."""
