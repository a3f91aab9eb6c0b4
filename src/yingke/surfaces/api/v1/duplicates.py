"""Possible duplicates of customers: candidates, merge, undo."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.customers import queries, services
from yingke.domains.customers.models import Merge
from yingke.foundation.identity.requests import UserRequest
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import Paging, Row, list_response, write_response
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["customers"])
SIDE = ("name", "number", "version")
FIELDS = (
    *("pk", "probability", "kept_apart", "evidence", "found_at"),
    *(f"{side}_id" for side in ("first", "second")),
    *(f"{side}__{name}" for side in ("first", "second") for name in SIDE),
)


class Side(Named):
    number: str
    version: int


class Clue(Schema):
    """A step of a comparison, and how much it speaks for one customer, in bits."""

    comparison: str
    step: str
    bits: float


class Pair(Schema):
    id: int
    first: Side
    second: Side
    probability: float
    kept_apart: bool = Field(description="Two different valid credit codes: cannot be merged")
    evidence: list[Clue]
    found_at: AwareDatetime


class Pairs(Schema):
    items: list[Pair]
    next: str | None


class MergeWanted(Schema):
    kept_id: int
    kept_version: int = Field(description="The version that was read; another one answers 409")
    absorbed_version: int
    take: list[str] | None = Field(
        None,
        max_length=30,
        description="Columns whose value comes from the absorbed customer; as proposed if left out",
    )


class MergeDone(Schema):
    id: int
    kept: Named
    absorbed_id: int
    absorbed_number: str
    undo_until: AwareDatetime


class Restored(Schema):
    id: int
    name: str
    number: str


class Judged(Schema):
    id: int


@router.get("/customer-duplicates", response={200: Pairs, **schemas.REFUSED_LIST})
def list_duplicates(request: UserRequest, wanted: Query[Paging]) -> HttpResponse:
    """List the pairs of customers that may be one and whose sides the user may merge."""
    return list_response(
        queries.duplicates.waiting(request.user),
        fields=FIELDS,
        shape=_pair,
        order=("kept_apart", "-probability", "pk"),
        paging=wanted,
    )


@router.post(
    "/customer-duplicates/{pair_id}/merge",
    auth=WRITE,
    response={201: MergeDone, **schemas.REFUSED_WRITE},
)
def merge_duplicate(request: TokenRequest, pair_id: int, body: MergeWanted) -> HttpResponse:
    """Merge the two customers of a pair; `kept_id` is the one that stays."""
    pair = get_object_or_404(queries.duplicates.waiting(request.user), pk=pair_id)
    sides = {pair.first_id, pair.second_id}

    def write() -> dict[str, Any]:
        other = pair.second_id if body.kept_id == pair.first_id else pair.first_id
        return _merge(
            services.merge_accounts(
                actor=request.user,
                absorbed_id=other if body.kept_id in sides else body.kept_id,
                **body.dict(),
            )
        )

    return write_response(request, write, status=201)


@router.post(
    "/customer-duplicates/{pair_id}/dismiss",
    auth=WRITE,
    response={200: Judged, **schemas.REFUSED_WRITE},
)
def dismiss_duplicate(request: TokenRequest, pair_id: int) -> HttpResponse:
    """Remember that the two customers are different, until what is known of them changes."""
    get_object_or_404(queries.duplicates.waiting(request.user), pk=pair_id)

    def write() -> dict[str, Any]:
        return {"id": services.dismiss_duplicate(actor=request.user, pair_id=pair_id).pk}

    return write_response(request, write)


@router.post(
    "/customer-merges/{merge_id}/undo",
    auth=WRITE,
    response={200: Restored, **schemas.REFUSED_WRITE},
)
def undo_merge(request: TokenRequest, merge_id: int) -> HttpResponse:
    """Undo a merge: the absorbed customer and each of its references come back."""
    get_object_or_404(queries.duplicates.undoable(request.user), pk=merge_id)

    def write() -> dict[str, Any]:
        back = services.undo_merge(actor=request.user, merge_id=merge_id)
        return {"id": back.pk, "name": back.name, "number": back.number}

    return write_response(request, write)


def _pair(row: Row) -> dict[str, Any]:
    evidence = [dict(zip(Clue.model_fields, one, strict=True)) for one in row["evidence"]]
    return {
        "id": row["pk"],
        "first": _side(row, "first"),
        "second": _side(row, "second"),
        **{name: row[name] for name in ("probability", "kept_apart", "found_at")},
        "evidence": evidence,
    }


def _side(row: Row, side: str) -> dict[str, Any]:
    return {"id": row[f"{side}_id"], **{name: row[f"{side}__{name}"] for name in SIDE}}


def _merge(done: Merge) -> dict[str, Any]:
    return {
        "id": done.pk,
        "kept": named(done.kept_id, done.kept.name),
        "absorbed_id": done.absorbed_id,
        "absorbed_number": done.absorbed_number,
        "undo_until": done.undo_until,
    }
