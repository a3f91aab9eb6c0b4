"""The API object: routers, error handlers and OpenAPI description."""

from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from yingke.foundation.ui import register
from yingke.surfaces.api.v1 import (
    approvals,
    changes,
    customers,
    day_proposals,
    duplicates,
    imports,
    me,
    planning,
    problems,
    proposals,
    registers,
    resources,
    schedule,
    tiering,
    visits,
)
from yingke.surfaces.api.v1.authentication import READ
from yingke.surfaces.api.v1.parsing import StrictParser


class Api(NinjaAPI):
    """NinjaAPI whose OpenAPI description declares errors as `application/problem+json`."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Build the description once: it is the same for every caller."""
        return self._schema

    @cached_property
    def _schema(self) -> Any:
        schema = super().get_openapi_schema()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content["application/problem+json"] = content.pop("application/json")
        return schema


api = Api(
    title="Yingke",
    version="1",
    description=(
        "Lists are paged by key: pass `next` of a page as `cursor`. Writes take an "
        "`Idempotency-Key`: a repetition within a week gets the first answer again, with "
        "`Idempotent-Replayed: true`. Every error is a problem document (RFC 9457) with a `code`."
    ),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
    auth=READ,
    parser=StrictParser(),
)
problems.register_handlers(api)
MODULES = (
    *(me, visits, planning, proposals, day_proposals, changes, approvals, customers, duplicates),
    *(imports, resources, schedule, tiering),
)
for module in MODULES:
    api.add_router("", module.router)
api.add_router("", registers.router_of(register.registers(), but=customers.OWN))


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 problem document for unknown API paths."""
    return problems.problem(404)


def urls() -> tuple[list[Any], str, str]:
    """Return Ninja's URL patterns, with 405 answered as a problem document."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = _with_405_problem(pattern.callback)
    return patterns, app_name, namespace


def _with_405_problem(view: Any) -> Any:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 405:
            return problems.problem(405, headers={"Allow": response.headers.get("Allow", "")})
        return response

    setattr(wrapped, "checks_text", True)  # noqa: B010  # see ui.edge: StrictParser answers
    return wrapped
