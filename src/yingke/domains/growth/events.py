"""Events of follow-ups; the visit is the subject, the customer the context."""

from dataclasses import dataclass
from datetime import datetime

from yingke.domains.visits.events import OfVisit


@dataclass(frozen=True)
class FollowUpOpened(OfVisit):
    kind = "growth.follow_up_opened"
    owner_id: int | None


@dataclass(frozen=True)
class StepDone(OfVisit):
    kind = "growth.step_done"
    step: str
    due_at: datetime
    note: str


@dataclass(frozen=True)
class StepSkipped(OfVisit):
    kind = "growth.step_skipped"
    step: str
    due_at: datetime
    reason: str


@dataclass(frozen=True)
class FollowUpClosed(OfVisit):
    kind = "growth.follow_up_concluded"
    outcome: str
    reason: str
