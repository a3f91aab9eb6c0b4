"""Proposals of the planner for a visit: the problem, the latest proposal, ask and accept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.planning.models import Search
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.services import accept as accepting
from yingke.domains.planning.services import proposals as services
from yingke.domains.planning.terms import AskKind, ProposalState
from yingke.domains.visits import queries as visits
from yingke.engines.planner import to_json
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import json_response, write_response
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["proposals"])


class Request(Schema):
    """A request to the planner; `resource` is a name of the problem, such as `p12` or `r7`."""

    kind: AskKind
    item: int | None = Field(None, description="The agenda item, except for `forbid`")
    role: str = Field("", max_length=64, description="A role of the problem, such as `host`")
    resource: str = Field("", max_length=32)
    starts_at: AwareDatetime | None = None


class Wanted(Schema):
    asks: list[Request] = Field([], max_length=40)


class Choice(Schema):
    items: list[int] | None = Field(
        None, max_length=500, description="Agenda items to change; all that differ if left out"
    )


class Improvement(Schema):
    """`score` are unmet needs, changes to what is confirmed, preferences, new people and
    bookings."""

    seconds: float
    score: list[int]


class SearchDetail(Schema):
    """`plan` has the form `yingke.plan`; `unmet` is None until there is one."""

    id: int
    state: ProposalState
    asked_by: Named
    asked_at: AwareDatetime
    finished_at: AwareDatetime | None
    asks: list[dict[str, Any]]
    unmet: int | None
    improvements: list[Improvement]
    plan: dict[str, Any] | None
    lost: dict[str, Any] = Field(
        description="By agenda item: what was taken when the former proposal was accepted"
    )


class ProposalDetail(SearchDetail):
    """A proposal for one visit."""


class Outcome(Schema):
    """With `written` false nothing was changed, and `proposal` is a new one."""

    written: bool
    items: list[int]
    proposal: ProposalDetail


@router.get("/visits/{visit_id}/problem", response={200: dict[str, Any], **schemas.REFUSED_ONE})
def read_problem(request: TokenRequest, visit_id: int) -> HttpResponse:
    """Return the planner's problem for the visit as it stands, in the form `yingke.problem`."""
    get_object_or_404(visits.visible_to(request.user), pk=visit_id)
    return json_response(to_json(queries.Basis.of(visit_id, []).problem))


@router.get("/visits/{visit_id}/proposal", response={200: ProposalDetail, **schemas.REFUSED_ONE})
def read_proposal(request: TokenRequest, visit_id: int) -> HttpResponse:
    """Return the latest proposal for the visit."""
    rows = queries.visible_to(request.user).filter(visit=visit_id).order_by("-pk")
    return json_response(detail_of(get_object_or_404(rows.select_related("asked_by")[:1])))


@router.post(
    "/visits/{visit_id}/proposal",
    auth=WRITE,
    response={201: ProposalDetail, **schemas.REFUSED_WRITE},
)
def propose(request: TokenRequest, visit_id: int, body: Wanted) -> HttpResponse:
    """Ask for a proposal; it is made in the background and replaces the open one."""
    get_object_or_404(visits.visible_to(request.user), pk=visit_id)
    asks = [ask.model_dump(mode="json", exclude_none=True) for ask in body.asks]

    def write() -> dict[str, Any]:
        return detail_of(services.propose(actor=request.user, visit_id=visit_id, asks=asks))

    return write_response(request, write, status=201)


@router.post(
    "/proposals/{proposal_id}/accept",
    auth=WRITE,
    response={200: Outcome, **schemas.REFUSED_WRITE},
)
def accept_proposal(request: TokenRequest, proposal_id: int, body: Choice) -> HttpResponse:
    """Change agenda, bookings and invitations in one go, against what is free now."""
    get_object_or_404(queries.visible_to(request.user), pk=proposal_id)

    def write() -> dict[str, Any]:
        done = accepting.accept(actor=request.user, proposal_id=proposal_id, item_ids=body.items)
        return {
            "written": done.is_written,
            "items": list(done.items),
            "proposal": detail_of(done.proposal),
        }

    return write_response(request, write)


def detail_of(proposal: Search) -> dict[str, Any]:
    names = ("state", "asked_at", "finished_at", "asks", "unmet", "improvements", "plan", "lost")
    values = {name: getattr(proposal, name) for name in names}
    asked_by = named(proposal.asked_by_id, proposal.asked_by.name)
    return {"id": proposal.pk, "asked_by": asked_by, **values}
