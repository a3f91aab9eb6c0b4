"""Errors as problem documents (RFC 9457): `application/problem+json` with a stable `code`."""

import json
import logging
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import refusals

log = logging.getLogger(__name__)

CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "media_type_unknown",
    429: "too_many_requests",
    500: "server_error",
}
# HTTP statuses of rule violations other than 422.
STATUSES = {
    "not_allowed": 403,
    "scope_missing": 403,
    "bad_cursor": 400,
    "stale": 409,
    "resource_taken": 409,
}


class Problem(Exception):
    """An error other than a rule violation, such as too many requests."""

    def __init__(
        self, status: int, detail: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def problem(
    status: int,
    *,
    code: str = "",
    detail: str = "",
    headers: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Return a problem document; `more` are extension members such as `field` or `errors`."""
    code = code or CODES.get(status, "error")
    document = {
        "type": f"urn:yingke:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        **({"detail": detail} if detail else {}),
        **more,
    }
    return HttpResponse(
        json.dumps(document, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
        headers=headers,
    )


def from_violation(violation: RuleViolation) -> HttpResponse:
    """Return a problem with the violation's code, field and JSON-serialisable params."""
    status = STATUSES.get(violation.code, 422)
    more: dict[str, Any] = {"params": _serialisable(violation.params)}
    if violation.field:
        more["field"] = violation.field
    return problem(status, code=violation.code, detail=refusals.explain(violation), **more)


def register_handlers(api: NinjaAPI) -> None:
    """Answer every exception raised by `api` with a problem document."""

    api.add_exception_handler(RequestDataTooBig, lambda request, error: problem(413))
    api.add_exception_handler(UnreadablePostError, lambda request, error: problem(400))

    @api.exception_handler(RuleViolation)
    def rule_violated(request: HttpRequest, error: RuleViolation) -> HttpResponse:
        return from_violation(error)

    @api.exception_handler(Problem)
    def problem_raised(request: HttpRequest, error: Problem) -> HttpResponse:
        return problem(error.status, detail=error.detail, headers=error.headers)

    @api.exception_handler(AuthenticationError)
    def not_authenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        detail = "Send a valid token as: Authorization: Bearer …"
        return problem(401, detail=detail, headers={"WWW-Authenticate": "Bearer"})

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404)

    @api.exception_handler(ValidationError)
    def invalid_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors
        ]
        detail = "The request does not have the documented shape."
        return problem(422, code="invalid", detail=detail, errors=errors)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, ValidationError):  # a body that the parser refused
            return invalid_request(request, error.__cause__)
        return problem(error.status_code, detail=str(error))

    @api.exception_handler(Exception)
    def server_error(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return problem(500)


def _serialisable(values: dict[str, Any]) -> dict[str, Any]:
    """Drop the params that JSON cannot express, such as model instances."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or isinstance(value, bool | int | str):
            found[name] = value
        elif isinstance(value, datetime | date):
            found[name] = value.isoformat()
        elif isinstance(value, list | tuple) and all(isinstance(one, str | int) for one in value):
            found[name] = list(value)
    return found
