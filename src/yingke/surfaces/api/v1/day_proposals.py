"""Proposals for all visits of a day at a site: the latest one, ask and accept."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from yingke.domains.planning.models import DayProposal
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.services import accept_day as accepting
from yingke.domains.planning.services import days as services
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.proposals import SearchDetail, Wanted, detail_of
from yingke.surfaces.api.v1.responses import json_response, write_response

router = Router(tags=["proposals"])


class VisitOfDay(Schema):
    """A visit of the day, and whether its part was accepted as a whole."""

    visit: int
    accepted: bool


class DayProposalDetail(SearchDetail):
    site: int
    day: date
    visits: list[VisitOfDay]


class DayChoice(Schema):
    """One visit, and of it some items; the whole day if left out."""

    visit: int | None = None
    items: list[int] | None = Field(None, max_length=500, description="Only with `visit`")


class DayOutcome(Schema):
    """With `written` false, `proposal` is a new one for what was taken or edited meanwhile."""

    written: bool
    items: list[int]
    edited: list[int] = Field(description="Visits that were edited since the proposal was made")
    proposal: DayProposalDetail


@router.get(
    "/sites/{site_id}/days/{day}/proposal",
    response={200: DayProposalDetail, **schemas.REFUSED_ONE},
)
def read_day_proposal(request: TokenRequest, site_id: int, day: date) -> HttpResponse:
    """Return the latest proposal for a day at a site."""
    site = get_object_or_404(queries.sites_to_plan(request.user), pk=site_id)
    found = get_object_or_404(DayProposal, pk=getattr(queries.latest(site, day), "pk", None))
    return json_response(_detail(found))


@router.post(
    "/sites/{site_id}/days/{day}/proposal",
    auth=WRITE,
    response={201: DayProposalDetail, **schemas.REFUSED_WRITE},
)
def propose_day(request: TokenRequest, site_id: int, day: date, body: Wanted) -> HttpResponse:
    """Ask for a proposal; it is made in the background and replaces the open one."""
    site = get_object_or_404(queries.sites_to_plan(request.user), pk=site_id)
    asks = [ask.model_dump(mode="json", exclude_none=True) for ask in body.asks]

    def write() -> dict[str, Any]:
        return _detail(
            services.propose_day(actor=request.user, site_id=site.pk, day=day, asks=asks)
        )

    return write_response(request, write, status=201)


@router.post(
    "/day-proposals/{proposal_id}/accept",
    auth=WRITE,
    response={200: DayOutcome, **schemas.REFUSED_WRITE},
)
def accept_day_proposal(request: TokenRequest, proposal_id: int, body: DayChoice) -> HttpResponse:
    """Change the agenda of every visit of the day, or of one; each visit in one go."""
    get_object_or_404(queries.for_planner(request.user), pk=proposal_id)

    def write() -> dict[str, Any]:
        if body.visit is None:
            done = accepting.accept_day(actor=request.user, proposal_id=proposal_id)
        else:
            done = accepting.accept_visit(
                actor=request.user,
                proposal_id=proposal_id,
                visit_id=body.visit,
                item_ids=body.items,
            )
        return {
            "written": done.is_whole,
            "items": list(done.items),
            "edited": list(done.edited),
            "proposal": _detail(done.proposal),
        }

    return write_response(request, write)


def _detail(proposal: DayProposal) -> dict[str, Any]:
    parts = proposal.parts.values_list("visit_id", "accepted_at")
    visits = [{"visit": pk, "accepted": accepted is not None} for pk, accepted in parts]
    return detail_of(proposal) | {"site": proposal.site_id, "day": proposal.day, "visits": visits}
