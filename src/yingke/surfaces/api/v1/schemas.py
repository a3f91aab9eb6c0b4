"""Schemas shared by several modules."""

from typing import Any

from ninja import Schema


class Named(Schema):
    """Reference to another object: id and Chinese name."""

    id: int
    name: str


class FieldError(Schema):
    """One invalid value of the request."""

    field: str
    message: str


class ProblemDocument(Schema):
    """RFC 9457. `code` is stable; the other members are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    field: str | None = None
    params: dict[str, Any] | None = None
    errors: list[FieldError] | None = None


REFUSED = {401: ProblemDocument, 422: ProblemDocument, 429: ProblemDocument, 500: ProblemDocument}
REFUSED_LIST = {400: ProblemDocument, **REFUSED}
REFUSED_ONE = {404: ProblemDocument, **REFUSED}
REFUSED_WRITE = {403: ProblemDocument, 404: ProblemDocument, 409: ProblemDocument, **REFUSED_LIST}


def named(id: int | None, name: str | None) -> dict[str, Any] | None:  # noqa: A002
    """Return a `Named`, or None without an id."""
    return None if id is None else {"id": id, "name": name}
