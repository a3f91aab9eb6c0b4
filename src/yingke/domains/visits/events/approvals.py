"""Events of approvals: decisions, handovers, withdrawals."""

from dataclasses import dataclass
from datetime import datetime

from yingke.domains.visits.events.base import OfVisit


@dataclass(frozen=True)
class RequestApproved(OfVisit):
    kind = "visits.request_approved"
    approval: str
    comment: str


@dataclass(frozen=True)
class RequestReturned(OfVisit):
    kind = "visits.request_returned"
    comment: str


@dataclass(frozen=True)
class RequestRejected(OfVisit):
    kind = "visits.request_rejected"
    comment: str


@dataclass(frozen=True)
class PlanApproved(OfVisit):
    kind = "visits.plan_approved"
    version: int
    comment: str


@dataclass(frozen=True)
class PlanStepApproved(OfVisit):
    """A step of the chain approved a version of the plan; others follow."""

    kind = "visits.plan_step_approved"
    version: int
    step: str
    comment: str


@dataclass(frozen=True)
class PlanReturned(OfVisit):
    kind = "visits.plan_returned"
    version: int
    comment: str


@dataclass(frozen=True)
class PlanLapsed(OfVisit):
    """The plan was changed in substance after its approval."""

    kind = "visits.plan_lapsed"
    version: int


@dataclass(frozen=True)
class PlanReinstated(OfVisit):
    """The plan equals the approved version again."""

    kind = "visits.plan_reinstated"
    version: int


@dataclass(frozen=True)
class ApprovalHandedOver(OfVisit):
    """Another approver decides; `name` is theirs."""

    kind = "visits.approval_handed_over"
    step: str
    name: str
    name_en: str
    comment: str


@dataclass(frozen=True)
class ApproverAdded(OfVisit):
    """Another person decides too, in parallel or `after` the step; `name` is theirs."""

    kind = "visits.approver_added"
    step: str
    name: str
    name_en: str
    after: bool
    comment: str


@dataclass(frozen=True)
class SubmissionWithdrawn(OfVisit):
    """`what` is the kind of approval: request or plan."""

    kind = "visits.submission_withdrawn"
    what: str


@dataclass(frozen=True)
class ApprovalEscalated(OfVisit):
    kind = "visits.approval_escalated"
    step: str
    due_at: datetime
