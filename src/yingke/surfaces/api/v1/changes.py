"""Changes of a visit at short notice: report, read the answers, confirm, withdraw."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.services import changes as services
from yingke.domains.planning.services import deciding
from yingke.domains.planning.terms import ChangeKind, ChangeState
from yingke.domains.visits import queries as visits
from yingke.domains.visits.terms import AgendaKind
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

router = Router(tags=["changes"])

FIELDS = (
    "pk", "visit_id", "visit__title", "kind", "text", "source", "state", "reported_by_id",
    "reported_by__name", "reported_at", "proposed_at", "decided_at", "told_at", "details",
)  # fmt: skip


class Details(Schema):
    """Which of them matter follows from `kind`; minutes are negative for a shorter item."""

    minutes: Annotated[int, Field(ge=-720, le=720)] | None = None
    flight: Annotated[str, Field(max_length=12)] = ""
    item: int | None = None
    heads: Annotated[int, Field(ge=1, le=500)] | None = None
    item_kind: AgendaKind | None = None
    name: Annotated[str, Field(max_length=120)] = ""
    staff: int | None = None
    resource: int | None = None


class Report(Schema):
    """Without `kind` the sentence in `text` is read. A repeated `client_id` is the same report."""

    kind: ChangeKind | None = None
    details: Details = Details()
    text: str = Field("", max_length=300)
    source: str = Field("", max_length=80)
    client_id: UUID | None = None


class ChangeRow(Schema):
    id: int
    visit: Named
    kind: ChangeKind
    text: str
    source: str
    state: ChangeState
    reported_by: Named
    reported_at: AwareDatetime
    proposed_at: AwareDatetime | None
    decided_at: AwareDatetime | None
    told_at: AwareDatetime | None
    details: dict[str, Any]


class ChangePage(Schema):
    items: list[ChangeRow]
    next: str | None


class ChangeDetail(ChangeRow):
    """`alternatives` are the answers, the one with the fewest changes first; `chosen` is the place
    of the decided one, from 0.
    """

    alternatives: list[dict[str, Any]]
    chosen: int | None
    plan_version: int | None
    reason: str


class Choice(Schema):
    alternative: int = Field(0, ge=0, le=2, description="The place of the answer, from 0")
    guest_text: str = Field("", max_length=2000, description="Words for the customer's contact")


class Outcome(Schema):
    """With `written` false nothing was changed: it awaits approval, or new answers are made."""

    written: bool
    lost: dict[str, Any]
    change: ChangeDetail


@router.get("/changes", response={200: ChangePage, **schemas.REFUSED_LIST})
def list_changes(request: TokenRequest, paging: Query[Paging]) -> HttpResponse:
    """List the changes of visits that the user may see, newest first."""
    return list_response(
        queries.visible_to(request.user).order_by(),
        fields=FIELDS,
        shape=_row,
        order=("-reported_at", "-pk"),
        paging=paging,
    )


@router.get("/changes/{change_id}", response={200: ChangeDetail, **schemas.REFUSED_ONE})
def read_change(request: TokenRequest, change_id: int) -> HttpResponse:
    """Return a change with its answers."""
    rows = queries.visible_to(request.user).select_related("visit", "reported_by")
    return json_response(_detail(get_object_or_404(rows, pk=change_id)))


@router.post(
    "/visits/{visit_id}/changes",
    auth=WRITE,
    response={201: ChangeDetail, **schemas.REFUSED_WRITE},
)
def report_change(request: TokenRequest, visit_id: int, body: Report) -> HttpResponse:
    """Report a change; its answers are made in the background."""
    get_object_or_404(visits.visible_to(request.user), pk=visit_id)

    def write() -> dict[str, Any]:
        change = services.report(
            actor=request.user,
            visit_id=visit_id,
            kind=body.kind or "",
            details=body.details.model_dump(mode="json", exclude_none=True),
            text=body.text,
            source=body.source,
            client_id=body.client_id,
        )
        return _detail(change)

    return write_response(request, write, status=201)


@router.post(
    "/changes/{change_id}/confirm", auth=WRITE, response={200: Outcome, **schemas.REFUSED_WRITE}
)
def confirm_change(request: TokenRequest, change_id: int, body: Choice) -> HttpResponse:
    """Apply an answer, or submit it for approval where it moves more items than the limit."""
    get_object_or_404(queries.visible_to(request.user), pk=change_id)

    def write() -> dict[str, Any]:
        done = deciding.confirm(
            actor=request.user,
            change_id=change_id,
            number=body.alternative,
            guest_text=body.guest_text,
        )
        lost = dict(done.lost)
        return {"written": done.is_applied, "lost": lost, "change": _detail(done.change)}

    return write_response(request, write)


@router.post(
    "/changes/{change_id}/withdraw",
    auth=WRITE,
    response={200: ChangeDetail, **schemas.REFUSED_WRITE},
)
def withdraw_change(request: TokenRequest, change_id: int) -> HttpResponse:
    """End a change that is not decided; the agenda stays."""
    get_object_or_404(queries.visible_to(request.user), pk=change_id)
    return write_response(
        request, lambda: _detail(services.withdraw(actor=request.user, change_id=change_id))
    )


def _row(row: Row) -> dict[str, Any]:
    names = ("kind", "text", "source", "state", "reported_at", "proposed_at", "decided_at")
    return {name: row[name] for name in (*names, "told_at", "details")} | {
        "id": row["pk"],
        "visit": named(row["visit_id"], row["visit__title"]),
        "reported_by": named(row["reported_by_id"], row["reported_by__name"]),
    }


def _detail(change: ChangeRequest) -> dict[str, Any]:
    row = {name: getattr(change, name) for name in FIELDS if "__" not in name}
    row |= {"visit__title": change.visit.title, "reported_by__name": change.reported_by.name}
    return _row(row) | {
        "alternatives": change.alternatives,
        "chosen": change.chosen,
        "plan_version": change.plan_number,
        "reason": change.reason,
    }
