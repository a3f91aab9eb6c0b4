"""Visits: list, read, draft and submit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.procedures.models import VisitType
from yingke.domains.visits import queries
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.answers import visible_answers
from yingke.domains.visits.services import requests
from yingke.domains.visits.terms import Channel, Demand, UrgencyReason, VisitState
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.parsing import Moment
from yingke.surfaces.api.v1.responses import (
    Paging,
    Row,
    json_response,
    list_response,
    write_response,
)
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["visits"])

FIELDS = (
    "pk", "number", "title", "state", "version", "arrives_at", "leaves_at", "headcount", "demand",
    "account_id", "account__name", "site_id", "site__name", "visit_type__code",
    "coordinator_id", "coordinator__name", "lead_host_id", "lead_host__name",
)  # fmt: skip
MORE = (
    "purpose", "identity", "channel", "confirmation", "answers", "lead_class", "urgency_reason",
    "urgency_note", "requester_id", "requester__name", "created_at", "submitted_at", "approved_at",
    "arrived_at", "ended_at", "archived_at", "archive_name", "visit_type_id", "form_at",
)  # fmt: skip
UNSHOWN = {"requester_id", "requester__name", "visit_type_id", "form_at"}


class VisitRow(Schema):
    id: int
    number: str
    title: str
    state: VisitState
    version: int
    arrives_at: AwareDatetime
    leaves_at: AwareDatetime
    headcount: int
    demand: str
    account: Named
    site: Named
    visit_type: str
    coordinator: Named | None
    lead_host: Named | None


class VisitPage(Schema):
    items: list[VisitRow]
    next: str | None


class Guest(Schema):
    contact: Named
    role: str
    expectation: str


class Node(Schema):
    number: int
    kind: str
    name: str
    state: str
    due_at: AwareDatetime
    completed_at: AwareDatetime | None


class VisitDetail(VisitRow):
    purpose: str
    identity: str
    channel: str
    confirmation: str
    answers: dict[str, Any]
    lead_class: str
    urgency_reason: str
    urgency_note: str
    requester: Named
    created_at: AwareDatetime
    submitted_at: AwareDatetime | None
    approved_at: AwareDatetime | None
    arrived_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    archived_at: AwareDatetime | None
    archive_name: str
    guests: list[Guest]
    nodes: list[Node]


class VisitFilters(Paging):
    """Filters of the visit list, latest arrival first."""

    state: VisitState | None = None
    account_id: int | None = None
    site_id: int | None = None
    arrives_from: Moment | None = None
    arrives_until: Moment | None = None


class NewVisit(Schema):
    account_id: int
    site_id: int
    visit_type: str = Field(description="The visit type's code")
    title: str = Field(min_length=1, max_length=200)
    arrives_at: Moment
    leaves_at: Moment
    headcount: int = Field(1, ge=1, le=30_000)
    demand: Demand = Demand.COOPERATION
    purpose: str = Field("", max_length=2000)
    identity: str = Field("", max_length=500)
    channel: Channel = Channel.EMAIL
    confirmation: str = Field("", max_length=300)
    lead_host_id: int | None = None
    urgency_reason: UrgencyReason | None = None
    urgency_note: str = Field("", max_length=300)
    answers: dict[str, Any] = {}


class Submission(Schema):
    version: int = Field(description="The version that was read; another one answers 409")


@router.get("/visits", response={200: VisitPage, **schemas.REFUSED_LIST})
def list_visits(request: TokenRequest, wanted: Query[VisitFilters]) -> HttpResponse:
    """List the visits visible to the user, latest arrival first."""
    names = ("state", "account_id", "site_id")
    narrow: dict[str, Any] = {
        name: getattr(wanted, name) for name in names if getattr(wanted, name) is not None
    }
    if wanted.arrives_from:
        narrow["arrives_at__gte"] = wanted.arrives_from
    if wanted.arrives_until:
        narrow["arrives_at__lt"] = wanted.arrives_until
    return list_response(
        Visit.objects.all(),
        fields=FIELDS,
        shape=_row,
        order=("-arrives_at", "-pk"),
        paging=wanted,
        among=[rows.filter(**narrow) for rows in queries.ways_to_see(request.user)],
    )


@router.get("/visits/{visit_id}", response={200: VisitDetail, **schemas.REFUSED_ONE})
def read_visit(request: TokenRequest, visit_id: int) -> HttpResponse:
    """Return one visit with its guests and nodes."""
    return json_response(_detail(request.user, visit_id))


@router.post("/visits", auth=WRITE, response={201: VisitDetail, **schemas.REFUSED_WRITE})
def draft_visit(request: TokenRequest, body: NewVisit) -> HttpResponse:
    """Create a request as a draft; `submit` sends it for approval."""

    def write() -> dict[str, Any]:
        visit = requests.draft_visit(actor=request.user, fields=_fields(body))
        return _detail(request.user, visit.pk)

    return write_response(request, write, status=201)


@router.post(
    "/visits/{visit_id}/submit", auth=WRITE, response={200: VisitDetail, **schemas.REFUSED_WRITE}
)
def submit_visit(request: TokenRequest, visit_id: int, body: Submission) -> HttpResponse:
    """Submit a draft or returned request for approval."""
    get_object_or_404(queries.visible_to(request.user), pk=visit_id)

    def write() -> dict[str, Any]:
        requests.submit(actor=request.user, visit_id=visit_id, version=body.version)
        return _detail(request.user, visit_id)

    return write_response(request, write)


def _fields(body: NewVisit) -> requests.RequestFields:
    """Build the service's input."""
    values = body.dict()
    visit_type = VisitType.objects.filter(code=values.pop("visit_type")).first()
    if visit_type is None:
        raise RuleViolation("unknown_visit_type", field="visit_type")
    values["urgency_reason"] = body.urgency_reason or ""
    return requests.RequestFields(visit_type_id=visit_type.pk, **values)


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row["pk"],
        "number": row["number"],
        "title": row["title"],
        "state": row["state"],
        "version": row["version"],
        "arrives_at": row["arrives_at"],
        "leaves_at": row["leaves_at"],
        "headcount": row["headcount"],
        "demand": row["demand"],
        "account": {"id": row["account_id"], "name": row["account__name"]},
        "site": {"id": row["site_id"], "name": row["site__name"]},
        "visit_type": row["visit_type__code"],
        "coordinator": named(row["coordinator_id"], row["coordinator__name"]),
        "lead_host": named(row["lead_host_id"], row["lead_host__name"]),
    }


def _detail(user: User, visit_id: int) -> dict[str, Any]:
    rows = queries.visible_to(user).filter(pk=visit_id)
    row = get_object_or_404(rows.values(*FIELDS, *MORE))
    visit = Visit(pk=visit_id)
    guests = visit.guests.values("contact_id", "contact__name", "role", "expectation")
    nodes = visit.nodes.values("number", "kind", "name", "state", "due_at", "completed_at")
    own = {name: row[name] for name in MORE if name not in UNSHOWN}
    own["answers"] = visible_answers(
        user,
        row["answers"],
        visit_type_id=row["visit_type_id"],
        at=row["form_at"] or row["created_at"],
    )
    return {
        **_row(row),
        **own,
        "requester": named(row["requester_id"], row["requester__name"]),
        "guests": [
            {
                "contact": named(guest["contact_id"], guest["contact__name"]),
                "role": guest["role"],
                "expectation": guest["expectation"],
            }
            for guest in guests
        ],
        "nodes": list(nodes),
    }
