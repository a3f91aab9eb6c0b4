"""Events of follow-ups, promises and opportunities; the customer is their context."""

from dataclasses import dataclass
from datetime import date, datetime

from yingke.domains.customers.events import RowOfAccount
from yingke.domains.visits.events import OfVisit
from yingke.foundation.journal.events import Event


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


class PromiseSaved(RowOfAccount):
    kind = "growth.promise_saved"
    about = "growth.promise", "id"


class OpportunitySaved(RowOfAccount):
    kind = "growth.opportunity_saved"
    about = "growth.opportunity", "id"


@dataclass(frozen=True)
class PromiseKept(Event):
    kind = "growth.promise_kept"
    about = "growth.promise", "promise_id"
    within = "customers.account", "account_id"
    promise_id: int
    account_id: int
    text: str
    due_on: date
    proof: str
