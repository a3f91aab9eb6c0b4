"""How operations answer: rows as JSON without a second look at each value, pages by key, and
writes that may be repeated."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from yingke.foundation.kernel.paging import page_by_key
from yingke.surfaces.api.services import calls

Row = Mapping[str, Any]
MOST = 200


class Paging(Schema):
    """`cursor` is the `next` of the page before; `limit` rows at most."""

    cursor: str | None = None
    limit: int = Field(50, ge=1, le=MOST)


def dumps(value: Any) -> str:
    """JSON text; moments in ISO 8601, decimals as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def answer(value: Any, status: int = 200) -> HttpResponse:
    """A JSON answer."""
    return HttpResponse(dumps(value), status=status, content_type="application/json")


def listing(
    rows: QuerySet[Any],
    *,
    fields: tuple[str, ...],
    shape: Callable[[Row], Any],
    order: tuple[str, ...],
    paging: Paging,
    among: Sequence[QuerySet[Any]] = (),
) -> HttpResponse:
    """One page of `rows` in one query; `fields` hold what `shape` and `order` need.

    `among` as in `page_by_key`: a set for each way in which the caller sees rows.
    """
    page = page_by_key(
        rows.values(*fields),
        order=order,
        cursor=paging.cursor or None,
        size=paging.limit,
        among=[way.values(*fields) for way in among],
    )
    return answer({"items": [shape(row) for row in page.items], "next": page.next_cursor})


def writing(request: HttpRequest, act: Callable[[], Any], *, status: int = 200) -> HttpResponse:
    """Do a write and answer what it gives, once for each `Idempotency-Key`."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return answer(act(), status)
    named = f"{request.method} {request.path}\n".encode() + request.body
    done = calls.once(
        token=request.auth,
        key=key,
        request_digest=sha256(named).hexdigest(),
        act=lambda: calls.Answer(status, dumps(act())),
    )
    headers = {"Idempotent-Replayed": "true"} if done.replayed else None
    return HttpResponse(
        done.body, status=done.status, content_type="application/json", headers=headers
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON here")
