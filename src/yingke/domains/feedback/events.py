"""Events of feedback (the visit is the subject, the customer the context) and of its form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yingke.domains.visits.events import OfVisit
from yingke.foundation.journal.events import Event


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


@dataclass(frozen=True)
class FormChanged(Event):
    """A version of the form was drafted, edited or published; `name` is that of a question."""

    kind = "feedback.form_changed"
    about = "feedback.questionnaire", "questionnaire_id"
    questionnaire_id: int
    number: int
    change: str
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]
