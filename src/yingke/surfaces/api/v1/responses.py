"""JSON responses: one object, a page of rows, and the outcome of a write."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Field, Schema

from yingke.foundation.kernel import idempotency
from yingke.foundation.kernel.paging import page_by_key
from yingke.surfaces.api.v1.authentication import TokenRequest

Row = Mapping[str, Any]
MAX_ROWS = 200


class Paging(Schema):
    """`cursor` is `next` of the previous page; `limit` is the maximum number of rows."""

    cursor: str | None = None
    limit: int = Field(50, ge=1, le=MAX_ROWS)


def dumps(value: Any) -> str:
    """Serialise to JSON: datetimes in ISO 8601, decimals as strings."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def json_response(value: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(dumps(value), status=status, content_type="application/json")


def list_response(
    rows: QuerySet[Any],
    *,
    fields: tuple[str, ...],
    shape: Callable[[Row], Any],
    order: tuple[str, ...],
    paging: Paging,
    among: Sequence[QuerySet[Any]] = (),
) -> HttpResponse:
    """Return one page of `rows`, read in one query, as `{"items": […], "next": cursor}`.

    `fields` are the columns that `shape` and `order` need. `among` as in `page_by_key`: one
    queryset for each way in which the caller may see rows.
    """
    page = page_by_key(
        rows.values(*fields),
        order=order,
        cursor=paging.cursor or None,
        size=paging.limit,
        among=[way.values(*fields) for way in among],
    )
    return json_response({"items": [shape(row) for row in page.items], "next": page.next_cursor})


def write_response(
    request: TokenRequest, write: Callable[[], Any], *, status: int = 200
) -> HttpResponse:
    """Run `write` once for each `Idempotency-Key` of the token and return its result.

    The write and its response share one transaction: an error response means nothing was
    written.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return json_response(write(), status)
    signed = f"{request.method} {request.path}\n".encode() + request.body
    outcome = idempotency.run_once(
        scope=f"token:{request.auth.pk}",
        key=key,
        request_digest=sha256(signed).hexdigest(),
        write=lambda: idempotency.Outcome(status, dumps(write())),
    )
    return HttpResponse(
        outcome.body,
        status=outcome.status,
        content_type="application/json",
        headers={"Idempotent-Replayed": "true"} if outcome.is_replay else None,
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON serialisable")
