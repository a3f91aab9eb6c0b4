"""Imports: send a file, read what a dry run found, write it, undo it."""

import binascii
from base64 import b64decode
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from yingke.foundation.imports import queries, services
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.terms import State
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import register
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import json_response, write_response

router = Router(tags=["imports"])
LARGEST = 2_000_000  # characters of a file in Base64; larger ones go by the page or command line


class File(Schema):
    """`columns` says by title for which field a column stands, "" to leave it out; titles that it
    does not name are matched by their names, and never guessed."""

    kind: str = Field(max_length=40, description="What the rows are, such as `customers`")
    name: str = Field(max_length=200, description="The file's name; it ends in .csv or .xlsx")
    content: str = Field(max_length=LARGEST, description="The file in Base64")
    updates: bool = Field(True, description="Whether records that exist may be changed")
    columns: dict[str, str] = {}


class Problem(Schema):
    """`line` counts from 1; `suggestion` is what the cell most likely meant."""

    line: int
    field: str
    value: str
    cause: str
    text: str
    suggestion: str | None


class ImportDetail(Schema):
    """The counts are those of the latest dry run or of what was written."""

    id: int
    kind: str
    name: str
    state: State
    lines: int
    columns: dict[str, str]
    added: int | None
    changed: int | None
    unchanged: int | None
    bad: int | None
    problems: list[Problem]
    written_at: AwareDatetime | None
    undo_until: AwareDatetime | None
    kept: list[dict[str, Any]] = Field(description="What an undo left, each with its reason")


@router.post("/imports", auth=WRITE, response={201: ImportDetail, **schemas.REFUSED_WRITE})
def create_import(request: TokenRequest, body: File) -> HttpResponse:
    """Send a file and start its dry run; nothing is written before `write`."""
    try:
        found = register.find(body.kind)
    except LookupError:
        raise Http404 from None
    found.require_add(request.user)

    def act() -> dict[str, Any]:
        imported = services.start(
            actor=request.user,
            reader=request.user,
            register=found,
            name=body.name,
            content=_content(body.content),
        )
        named = {one.title: one.field for one in queries.matches(imported) if one.certainty == 1}
        services.choose_columns(
            actor=request.user,
            import_id=imported.pk,
            fields=[(named | body.columns).get(one.title, "") for one in queries.matches(imported)],
            updates=body.updates,
        )
        return _detail(services.check(actor=request.user, import_id=imported.pk))

    return write_response(request, act, status=201)


@router.get("/imports/{import_id}", response={200: ImportDetail, **schemas.REFUSED_ONE})
def read_import(request: TokenRequest, import_id: int) -> HttpResponse:
    """Return an import with its problems."""
    return json_response(_detail(_import_of(request, import_id)))


@router.post(
    "/imports/{import_id}/write",
    auth=WRITE,
    response={200: ImportDetail, **schemas.REFUSED_WRITE},
)
def write_import(request: TokenRequest, import_id: int) -> HttpResponse:
    """Write all rows of a file in whose dry run no row was bad."""
    _import_of(request, import_id)
    return write_response(
        request, lambda: _detail(services.write(actor=request.user, import_id=import_id))
    )


@router.post(
    "/imports/{import_id}/cancel",
    auth=WRITE,
    response={200: ImportDetail, **schemas.REFUSED_WRITE},
)
def cancel_import(request: TokenRequest, import_id: int) -> HttpResponse:
    """Stop a dry run or the writing; nothing of it is kept."""
    _import_of(request, import_id)
    return write_response(
        request, lambda: _detail(services.cancel(actor=request.user, import_id=import_id))
    )


@router.post(
    "/imports/{import_id}/undo",
    auth=WRITE,
    response={200: ImportDetail, **schemas.REFUSED_WRITE},
)
def undo_import(request: TokenRequest, import_id: int) -> HttpResponse:
    """Restore what an import changed and remove what it added."""
    _import_of(request, import_id)
    return write_response(
        request, lambda: _detail(services.undo(actor=request.user, import_id=import_id))
    )


def _import_of(request: TokenRequest, import_id: int) -> Import:
    return get_object_or_404(queries.visible_to(request.user), pk=import_id)


def _content(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RuleViolation("sheet_unreadable", field="content") from error


def _detail(imported: Import) -> dict[str, Any]:
    findings = imported.findings
    return {
        "id": imported.pk,
        "kind": imported.register,
        "name": imported.file_name,
        "state": imported.state,
        "lines": imported.lines,
        "columns": {one.title: one.field for one in queries.matches(imported)},
        **{name: findings.get(name) for name in ("added", "changed", "unchanged", "bad")},
        "problems": [
            {name: one[name] for name in Problem.model_fields}
            for one in findings.get("problems", ())
        ],
        "written_at": imported.written_at,
        "undo_until": queries.undo_until(imported),
        "kept": imported.kept,
    }
