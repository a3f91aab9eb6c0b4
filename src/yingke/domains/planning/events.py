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
