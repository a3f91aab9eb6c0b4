"""Facts about feedback; the visit is the subject, the customer the context."""

from dataclasses import dataclass
from datetime import datetime

from yingke.domains.visits.events import OfVisit


@dataclass(frozen=True)
class FeedbackRequested(OfVisit):
    kind = "feedback.requested"
    due_at: datetime


@dataclass(frozen=True)
class FeedbackRecorded(OfVisit):
    """`score` is 0–100."""

    kind = "feedback.recorded"
    due_at: datetime
    score: int
    intention: str
