"""Events of a visit; indicators and activity feeds are derived from them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yingke.domains.visits.events.approvals import (
    ApprovalEscalated,
    ApprovalHandedOver,
    ApproverAdded,
    PlanApproved,
    PlanLapsed,
    PlanReinstated,
    PlanReturned,
    PlanStepApproved,
    RequestApproved,
    RequestRejected,
    RequestReturned,
    SubmissionWithdrawn,
)
from yingke.domains.visits.events.base import OfVisit

__all__ = [
    "AgendaChanged",
    "ApprovalEscalated",
    "ApprovalHandedOver",
    "ApproverAdded",
    "ArrivalChanged",
    "ArrivalTimeCorrected",
    "ArrivalUndone",
    "Escalated",
    "FollowUpStarted",
    "GateOverridden",
    "GuestsArrived",
    "GuestsChanged",
    "InvitationAnswered",
    "ItemChecked",
    "ItemEnded",
    "ItemStarted",
    "ItemUnchecked",
    "NodeCompleted",
    "NodeReopened",
    "NodeSkipped",
    "NodesScheduled",
    "OfVisit",
    "PersonInvited",
    "PersonReleased",
    "PlanApproved",
    "PlanLapsed",
    "PlanReinstated",
    "PlanReturned",
    "PlanStepApproved",
    "PlanSubmitted",
    "RequestApproved",
    "RequestChanged",
    "RequestRejected",
    "RequestReturned",
    "ResourceBooked",
    "ResourceReleased",
    "SubmissionWithdrawn",
    "TaskAccepted",
    "TaskAssigned",
    "TaskCompleted",
    "TaskReassigned",
    "VisitArchived",
    "VisitCancelled",
    "VisitConfirmed",
    "VisitDrafted",
    "VisitEnded",
    "VisitRestored",
    "VisitSubmitted",
]


@dataclass(frozen=True)
class VisitDrafted(OfVisit):
    kind = "visits.drafted"
    number: str
    title: str


@dataclass(frozen=True)
class RequestChanged(OfVisit):
    """`before` and `after` hold only the fields that changed."""

    kind = "visits.request_changed"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class VisitSubmitted(OfVisit):
    kind = "visits.submitted"
    lead_class: str
    lead_working_days: int
    arrives_at: datetime


@dataclass(frozen=True)
class NodesScheduled(OfVisit):
    """`nodes` is a list of `{"number", "kind", "due_at"}` (ISO 8601); a later event replaces it."""

    kind = "visits.nodes_scheduled"
    procedure: str
    nodes: list[dict[str, Any]]


@dataclass(frozen=True)
class NodeCompleted(OfVisit):
    """`with_evidence`: every required check of the node had its evidence at this moment."""

    kind = "visits.node_completed"
    number: int
    node_kind: str
    name: str
    name_en: str
    due_at: datetime
    with_evidence: bool


@dataclass(frozen=True)
class NodeSkipped(OfVisit):
    kind = "visits.node_waived"
    number: int
    node_kind: str
    name: str
    name_en: str
    due_at: datetime
    reason: str


@dataclass(frozen=True)
class TaskAssigned(OfVisit):
    kind = "visits.task_assigned"
    task_id: int
    name: str
    name_en: str
    assignee_id: int | None
    from_department_id: int | None
    to_department_id: int | None


@dataclass(frozen=True)
class TaskAccepted(OfVisit):
    kind = "visits.task_accepted"
    task_id: int
    name: str
    name_en: str
    assigned_at: datetime
    from_department_id: int | None
    to_department_id: int | None


@dataclass(frozen=True)
class TaskReassigned(OfVisit):
    kind = "visits.task_reassigned"
    task_id: int
    name: str
    name_en: str
    before_assignee_id: int | None
    after_assignee_id: int | None
    reason: str


@dataclass(frozen=True)
class TaskCancelled(OfVisit):
    """`before_state` is a `TaskState`."""

    kind = "visits.task_cancelled"
    task_id: int
    name: str
    name_en: str
    before_state: str
    reason: str


@dataclass(frozen=True)
class ItemChecked(OfVisit):
    kind = "visits.item_checked"
    task_id: int
    item_id: int
    name: str
    name_en: str


@dataclass(frozen=True)
class ItemUnchecked(OfVisit):
    kind = "visits.item_unchecked"
    task_id: int
    item_id: int
    name: str
    name_en: str


@dataclass(frozen=True)
class TaskCompleted(OfVisit):
    kind = "visits.task_completed"
    task_id: int
    name: str
    name_en: str
    due_at: datetime


@dataclass(frozen=True)
class GuestsChanged(OfVisit):
    kind = "visits.guests_changed"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class AgendaChanged(OfVisit):
    """`change` is added, changed or removed; the values are the item's before and after."""

    kind = "visits.agenda_changed"
    change: str
    item_id: int
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class PersonInvited(OfVisit):
    kind = "visits.person_invited"
    item_id: int
    item: str
    staff_id: int
    staff: str
    role: str


@dataclass(frozen=True)
class PersonReleased(OfVisit):
    kind = "visits.person_released"
    item_id: int
    item: str
    staff_id: int
    staff: str
    role: str


@dataclass(frozen=True)
class InvitationAnswered(OfVisit):
    kind = "visits.invitation_answered"
    item_id: int
    item: str
    staff_id: int
    staff: str
    answer: str
    reason: str


@dataclass(frozen=True)
class ResourceBooked(OfVisit):
    kind = "visits.resource_booked"
    item_id: int
    item: str
    booking_id: int
    resource: str


@dataclass(frozen=True)
class ResourceReleased(OfVisit):
    kind = "visits.resource_released"
    item_id: int
    item: str
    booking_id: int
    resource: str


@dataclass(frozen=True)
class PlanSubmitted(OfVisit):
    kind = "visits.plan_submitted"
    version: int


@dataclass(frozen=True)
class NodeReopened(OfVisit):
    kind = "visits.node_reopened"
    number: int
    node_kind: str
    name: str
    name_en: str
    due_at: datetime


@dataclass(frozen=True)
class VisitConfirmed(OfVisit):
    """The readiness gate: `checked` of `required` items, `score` is 0–100."""

    kind = "visits.confirmed"
    checked: int
    required: int
    score: int


@dataclass(frozen=True)
class ArrivalChanged(OfVisit):
    kind = "visits.arrival_changed"
    before: datetime
    after: datetime
    moved_items: int


@dataclass(frozen=True)
class GuestsArrived(OfVisit):
    kind = "visits.guests_arrived"
    planned: datetime
    arrived_at: datetime


@dataclass(frozen=True)
class GateOverridden(OfVisit):
    """Guests were received with open preparation steps, which counts as a deviation."""

    kind = "visits.gate_overridden"
    nodes: list[str]
    reason: str


@dataclass(frozen=True)
class ArrivalUndone(OfVisit):
    kind = "visits.arrival_undone"
    arrived_at: datetime


@dataclass(frozen=True)
class ArrivalTimeCorrected(OfVisit):
    kind = "visits.arrival_time_corrected"
    before: datetime
    after: datetime


@dataclass(frozen=True)
class ItemStarted(OfVisit):
    kind = "visits.item_started"
    item_id: int
    name: str
    name_en: str
    planned: datetime


@dataclass(frozen=True)
class ItemEnded(OfVisit):
    kind = "visits.item_ended"
    item_id: int
    name: str
    name_en: str
    planned: datetime
    minutes: int


@dataclass(frozen=True)
class VisitEnded(OfVisit):
    kind = "visits.ended"
    ended_at: datetime


@dataclass(frozen=True)
class FollowUpStarted(OfVisit):
    kind = "visits.follow_up_started"


@dataclass(frozen=True)
class VisitArchived(OfVisit):
    kind = "visits.archived"
    archive_name: str
    complete: bool
    missing: list[str]


@dataclass(frozen=True)
class VisitCancelled(OfVisit):
    kind = "visits.cancelled"
    state_before: str
    reason: str


@dataclass(frozen=True)
class VisitRestored(OfVisit):
    kind = "visits.restored"
    state: str


@dataclass(frozen=True)
class Escalated(OfVisit):
    kind = "visits.escalated"
    what: str
    what_id: int
    name: str
    name_en: str
    due_at: datetime
