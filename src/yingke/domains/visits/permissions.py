"""Permissions on visits; roles are granted the permission strings."""

from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import CLOSED_STATES, ApprovalKind, VisitState

if TYPE_CHECKING:
    from yingke.domains.visits.models import Node, Task, Visit
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "visits.request": _("Request visits"),
    "visits.approve": _("Approve visit requests and plans"),
    "visits.approve_urgent": _("Approve visits at short notice"),
    "visits.coordinate": _("Plan and supervise all visits"),
    "visits.host": _("Act as lead host"),
    "visits.serve": _("Take part in visits"),
    "visits.receive": _("Receive guests at the front desk"),
    "visits.override_gates": _("Receive guests with open preparation nodes"),
    "visits.archive": _("Archive visits"),
    "visits.see_all": _("View all visits"),
    "visits.see_confidential": _("View sealed visit fields"),
}
DEFAULT_ROLES = {
    "visits.request": (
        "requester",
        "coordinator",
        "host",
        "business",
        "guide",
        "interpreter",
        "logistics",
        "it",
        "approver",
        "manager",
        "account-manager",
        "director",
    ),
    "visits.approve": ("approver", "manager"),
    "visits.approve_urgent": ("manager",),
    "visits.coordinate": ("coordinator",),
    "visits.host": ("coordinator", "host", "account-manager", "director"),
    "visits.serve": (
        "coordinator",
        "host",
        "business",
        "guide",
        "interpreter",
        "logistics",
        "it",
        "account-manager",
        "director",
    ),
    "visits.receive": ("coordinator", "front-desk", "security"),
    "visits.override_gates": ("coordinator", "manager", "director"),
    "visits.archive": ("coordinator",),
    "visits.see_all": ("coordinator", "approver", "manager", "director", "custodian", "finance"),
    "visits.see_confidential": ("custodian",),
}

# A delegation does not pass on confidential notes.
PERSONAL = frozenset({"visits.see_confidential"})

OPEN_TO_EDITS = (
    VisitState.DRAFT,
    VisitState.RETURNED,
)
# Permission required to decide on each kind of approval.
APPROVAL_RIGHTS: Final = {
    ApprovalKind.REQUEST: "visits.approve",
    ApprovalKind.PLAN: "visits.approve",
    ApprovalKind.URGENCY: "visits.approve_urgent",
}


def can_request(user: "User") -> bool:
    return user.may("visits.request")


def can_edit_request(user: "User", visit: "Visit") -> bool:
    """Whether the actor is the requester before submission, or a coordinator before the end."""
    if user.may("visits.coordinate"):
        return visit.state not in CLOSED_STATES
    return visit.requester_id == user.pk and visit.state in OPEN_TO_EDITS


def can_submit(user: "User", visit: "Visit") -> bool:
    return visit.state in OPEN_TO_EDITS and (
        visit.requester_id == user.pk or user.may("visits.coordinate")
    )


def may_approve(user: "User", kind: str) -> bool:
    """Whether the user may decide on this kind of approval at all."""
    return user.may(APPROVAL_RIGHTS[ApprovalKind(kind)])


def can_withdraw(user: "User", visit: "Visit", *, plan: bool = False) -> bool:
    """Whether the actor could submit it and it is not yet decided."""
    if plan:
        return can_plan(user, visit)
    return visit.state == VisitState.SUBMITTED and (
        visit.requester_id == user.pk or user.may("visits.coordinate")
    )


def runs(user: "User", visit: "Visit") -> bool:
    """Whether the user is responsible for the visit as a whole."""
    return user.may("visits.coordinate") or user.pk in (visit.coordinator_id, visit.lead_host_id)


PLANNABLE: Final = (
    VisitState.APPROVED,
    VisitState.PLANNED,
    VisitState.CONFIRMED,
    VisitState.IN_PROGRESS,
)


def can_plan(user: "User", visit: "Visit") -> bool:
    """Whether the user may change agenda, people and resources."""
    return runs(user, visit) and visit.state in PLANNABLE


def serves_logistics(user: "User", visit: "Visit") -> bool:
    """Whether the user confirms bookings company-wide, and so may book for this visit."""
    return user.may("resources.confirm") and visit.state not in CLOSED_STATES


def can_change_arrival(user: "User", visit: "Visit") -> bool:
    return can_plan(user, visit) and visit.state != VisitState.IN_PROGRESS


def can_add_papers(user: "User", visit: "Visit") -> bool:
    """Whether the user takes part in visits, sees this one, and it is not over."""
    parts = ("visits.serve", "visits.host", "visits.coordinate", "visits.receive")
    return visit.state not in CLOSED_STATES and (
        visit.requester_id == user.pk or any(user.may(part) for part in parts)
    )


def can_run_day(user: "User", visit: "Visit") -> bool:
    """Whether the user may record arrival and items; the front desk may record arrivals."""
    return runs(user, visit) and visit.state in (
        VisitState.PLANNED,
        VisitState.CONFIRMED,
        VisitState.IN_PROGRESS,
    )


def can_note_arrival(user: "User", visit: "Visit") -> bool:
    return can_run_day(user, visit) or user.may("visits.receive")


def can_override_gates(user: "User", visit: "Visit") -> bool:
    return can_note_arrival(user, visit) and user.may("visits.override_gates")


def can_undo_arrival(user: "User", visit: "Visit") -> bool:
    """Whether the user recorded the arrival and `rules.arrival` still allows undoing it."""
    return visit.state == VisitState.IN_PROGRESS and visit.arrival_noted_by_id == user.pk


def can_correct_arrival(user: "User", visit: "Visit") -> bool:
    return (
        visit.arrived_at is not None
        and visit.state not in CLOSED_STATES
        and (runs(user, visit) or visit.arrival_noted_by_id == user.pk)
    )


def can_complete_node(user: "User", node: "Node") -> bool:
    return node.visit.state not in CLOSED_STATES and (
        node.owner_id == user.pk or runs(user, node.visit)
    )


def can_work_on(user: "User", task: "Task") -> bool:
    """Whether the user is the assignee of a task or runs the visit."""
    return task.visit.state not in CLOSED_STATES and (
        task.assignee_id == user.pk or runs(user, task.visit)
    )


def can_cancel(user: "User", visit: "Visit") -> bool:
    return visit.state not in CLOSED_STATES and (
        visit.requester_id == user.pk or user.may("visits.coordinate")
    )


def can_restore(user: "User", visit: "Visit") -> bool:
    return visit.state == VisitState.CANCELLED and (
        visit.requester_id == user.pk or user.may("visits.coordinate")
    )


def can_archive(user: "User", visit: "Visit") -> bool:
    return visit.state == VisitState.FOLLOW_UP and (
        user.may("visits.archive") or visit.coordinator_id == user.pk
    )
