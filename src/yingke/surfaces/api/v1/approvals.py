"""Approvals the token's user may decide, and their decisions; approval chains, read only."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.procedures.terms import Occasion
from yingke.domains.visits import queries
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals
from yingke.domains.visits.services import approval_turns as turns
from yingke.domains.visits.services import approvals as services
from yingke.domains.visits.services import requests
from yingke.domains.visits.terms import ApprovalKind, Decision
from yingke.foundation.identity.models import User
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import (
    Paging,
    Row,
    json_response,
    list_response,
    write_response,
)
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["approvals"])

FIELDS = (
    "pk", "visit_id", "visit__title", "kind", "plan__number", "step__name", "position", "decision",
    "assignee_id", "assignee__name", "role", "asked_by_id", "asked_by__name", "asked_at", "due_at",
    "escalated_at", "decided_by_id", "decided_by__name", "decided_at", "comment",
)  # fmt: skip


class ApprovalRow(Schema):
    """`role` or `assignee` decides; without both, anyone who may approve this kind."""

    id: int
    visit: Named
    kind: ApprovalKind
    plan_version: int | None
    step: str
    position: int
    decision: Decision
    assignee: Named | None
    role: str
    asked_by: Named
    asked_at: AwareDatetime
    due_at: AwareDatetime | None
    escalated_at: AwareDatetime | None
    decided_by: Named | None
    decided_at: AwareDatetime | None
    comment: str


class ApprovalPage(Schema):
    items: list[ApprovalRow]
    next: str | None


class Step(Schema):
    """A step for a submission made now; `approver` is in words."""

    position: int
    name: str
    approver: str
    hours: int
    escalate_to: str


class Opinion(Schema):
    comment: str = Field("", max_length=1000)


class Reason(Schema):
    comment: str = Field(min_length=1, max_length=1000)


class Handover(Schema):
    person_id: int
    comment: str = Field("", max_length=300)


class Addition(Handover):
    after: bool = Field(False, description="After the present step instead of in parallel")


class Withdrawal(Schema):
    version: int = Field(description="The version that was read; another one answers 409")
    plan: bool = False


@router.get("/approvals", response={200: ApprovalPage, **schemas.REFUSED_LIST})
def list_approvals(request: TokenRequest, paging: Query[Paging]) -> HttpResponse:
    """List approvals the user may decide now, oldest first."""
    return list_response(
        approvals.waiting_for(request.user).select_related(None).order_by(),
        fields=FIELDS,
        shape=_row,
        order=("asked_at", "pk"),
        paging=paging,
    )


@router.get(
    "/visits/{visit_id}/approvals", response={200: list[ApprovalRow], **schemas.REFUSED_ONE}
)
def list_visit_approvals(request: TokenRequest, visit_id: int) -> HttpResponse:
    """List all approvals of a visit, in the order of their steps."""
    get_object_or_404(queries.visible_to(request.user), pk=visit_id)
    rows = Approval.objects.filter(visit=visit_id).order_by("asked_at", "position", "pk")
    return json_response([_row(row) for row in rows.values(*FIELDS)])


@router.get(
    "/visits/{visit_id}/approvals/preview", response={200: list[Step], **schemas.REFUSED_ONE}
)
def preview_approvals(
    request: TokenRequest, visit_id: int, occasion: Occasion = Occasion.REQUEST
) -> HttpResponse:
    """Return the steps the request or plan would go through if submitted now."""
    rows = queries.visible_to(request.user).select_related("account", "site", "visit_type")
    visit = get_object_or_404(rows, pk=visit_id)
    lead = requests.judge_lead_time(visit).lead_class if occasion == Occasion.REQUEST else ""
    return json_response(
        [
            {
                "position": line.row.position,
                "name": line.row.name,
                "approver": line.approver,
                "hours": line.row.hours,
                "escalate_to": line.row.escalate_to,
            }
            for line in approvals.preview(visit, occasion, lead_class=lead)
        ]
    )


@router.post(
    "/approvals/{approval_id}/approve",
    auth=WRITE,
    response={200: ApprovalRow, **schemas.REFUSED_WRITE},
)
def approve(request: TokenRequest, approval_id: int, body: Opinion) -> HttpResponse:
    """Approve at a step."""
    return _decide(request, approval_id, services.approve, comment=body.comment)


@router.post(
    "/approvals/{approval_id}/return",
    auth=WRITE,
    response={200: ApprovalRow, **schemas.REFUSED_WRITE},
)
def return_approval(request: TokenRequest, approval_id: int, body: Reason) -> HttpResponse:
    """Return the request or plan to its submitter."""
    return _decide(request, approval_id, services.return_request, comment=body.comment)


@router.post(
    "/approvals/{approval_id}/reject",
    auth=WRITE,
    response={200: ApprovalRow, **schemas.REFUSED_WRITE},
)
def reject(request: TokenRequest, approval_id: int, body: Reason) -> HttpResponse:
    """Reject a request for good."""
    return _decide(request, approval_id, services.reject, comment=body.comment)


@router.post(
    "/approvals/{approval_id}/hand-over",
    auth=WRITE,
    response={200: ApprovalRow, **schemas.REFUSED_WRITE},
)
def hand_over(request: TokenRequest, approval_id: int, body: Handover) -> HttpResponse:
    """Let another approver decide."""
    given = {"to_id": body.person_id, "comment": body.comment}
    return _decide(request, approval_id, turns.hand_over, **given)


@router.post(
    "/approvals/{approval_id}/add-approver",
    auth=WRITE,
    response={200: ApprovalRow, **schemas.REFUSED_WRITE},
)
def add_approver(request: TokenRequest, approval_id: int, body: Addition) -> HttpResponse:
    """Add an approver; returns their approval."""
    return _decide(request, approval_id, turns.add_approver, **body.dict())


@router.post(
    "/visits/{visit_id}/withdraw",
    auth=WRITE,
    response={200: list[ApprovalRow], **schemas.REFUSED_WRITE},
)
def withdraw(request: TokenRequest, visit_id: int, body: Withdrawal) -> HttpResponse:
    """Withdraw an undecided request or plan; returns the visit's approvals."""
    get_object_or_404(queries.visible_to(request.user), pk=visit_id)

    def write() -> list[dict[str, Any]]:
        turns.withdraw(actor=request.user, visit_id=visit_id, version=body.version, plan=body.plan)
        rows = Approval.objects.filter(visit=visit_id).order_by("asked_at", "position", "pk")
        return [_row(row) for row in rows.values(*FIELDS)]

    return write_response(request, write)


def _decide(request: TokenRequest, approval_id: int, verb: Any, **given: Any) -> HttpResponse:
    get_object_or_404(_seen_by(request.user), pk=approval_id)

    def write() -> dict[str, Any]:
        done = verb(actor=request.user, approval_id=approval_id, **given)
        return _row(Approval.objects.values(*FIELDS).get(pk=done.pk))

    return write_response(request, write)


def _seen_by(user: User) -> QuerySet[Approval]:
    """Return approvals of visible visits, and those addressed to the user."""
    asked = approvals.waiting_for(user).select_related(None).order_by()
    visible: QuerySet[Visit] = queries.visible_to(user)
    return Approval.objects.filter(visit__in=visible.values("pk")) | Approval.objects.filter(
        pk__in=asked.values("pk")
    )


def _row(row: Row) -> dict[str, Any]:
    same = ("kind", "position", "decision", "role", "asked_at", "due_at", "escalated_at")
    return {
        "id": row["pk"],
        "visit": named(row["visit_id"], row["visit__title"]),
        "plan_version": row["plan__number"],
        "step": row["step__name"] or "",
        "assignee": named(row["assignee_id"], row["assignee__name"]),
        "asked_by": named(row["asked_by_id"], row["asked_by__name"]),
        "decided_by": named(row["decided_by_id"], row["decided_by__name"]),
        "decided_at": row["decided_at"],
        "comment": row["comment"],
        **{name: row[name] for name in same},
    }
