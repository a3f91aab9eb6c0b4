"""Events of planning."""

from dataclasses import dataclass
from typing import Any

from yingke.domains.visits.events import OfVisit
from yingke.foundation.journal.records import RecordChanged


class NeedChanged(RecordChanged):
    kind = "planning.need_changed"
    about = "planning.need", "id"


class TimingChanged(RecordChanged):
    kind = "planning.timing_changed"
    about = "planning.timing", "id"


@dataclass(frozen=True)
class ProposalAsked(OfVisit):
    kind = "planning.proposal_asked"
    proposal_id: int
    asks: list[dict[str, Any]]


@dataclass(frozen=True)
class DayAccepted(OfVisit):
    """The part of a visit in the plan of a day; `items` are the agenda items that were changed."""

    kind = "planning.day_accepted"
    proposal_id: int
    day: str
    items: list[int]


@dataclass(frozen=True)
class ProposalAccepted(OfVisit):
    """`items` are the ids of the agenda items that were changed."""

    kind = "planning.proposal_accepted"
    proposal_id: int
    items: list[int]


@dataclass(frozen=True)
class ChangeReported(OfVisit):
    kind = "planning.change_reported"
    change_id: int
    change_kind: str
    details: dict[str, Any]
    text: str


@dataclass(frozen=True)
class ChangeApplied(OfVisit):
    """`seconds` from the report to the decision, `moved` items, `people` who are told."""

    kind = "planning.change_applied"
    change_id: int
    change_kind: str
    moved: int
    people: int
    seconds: int


@dataclass(frozen=True)
class ChangeTold(OfVisit):
    """`seconds` from the report until all messages had left; `people` is how many were told."""

    kind = "planning.change_told"
    change_id: int
    people: int
    seconds: int


@dataclass(frozen=True)
class ChangeClosed(OfVisit):
    """A change that was withdrawn, refused, sent for approval or undone: the new `state`."""

    kind = "planning.change_closed"
    change_id: int
    state: str
    reason: str
