"""Generated requests to every operation of the API: none makes the server fail.

`make fuzz` installs what it needs and sends 10,000; without Schemathesis this is skipped.
"""

import os
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from tests.domains.visits.world import MONDAY

from yingke.foundation.kernel import clock
from yingke.surfaces.api.v1.api import api

schemathesis = pytest.importorskip("schemathesis")
requests = pytest.importorskip("requests")
CASES = int(os.environ.get("YINGKE_FUZZ_CASES", "500"))


def operations() -> list[Any]:
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    return [found.ok() for found in schema.get_all_operations()]


def ask(operation: Any, key: str, *, cases: int) -> list[str]:
    """Send so many requests, each taken back; return those that made the server fail."""
    failures: list[str] = []

    @settings(
        max_examples=cases,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        with transaction.atomic():
            status = _answered(case, key)
            transaction.set_rollback(True)
        if status >= 500:
            failures.append(case.as_curl_command())

    send()
    return failures


def _answered(case: Any, key: str) -> int:
    wanted = case.as_transport_kwargs(base_url="http://testserver")
    wanted.pop("timeout", None)
    request = requests.Request(**wanted).prepare()
    address = urlsplit(request.url)
    body = request.body or b""
    answer = Client(raise_request_exception=False).generic(
        request.method,
        address.path,
        body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"),
        content_type=request.headers.get("Content-Type", ""),
        headers={"Authorization": f"Bearer {key}"},
        query_string=address.query,
    )
    return int(answer.status_code)


def test_no_generated_request_makes_the_server_fail(world, program, draft):
    with clock.at(MONDAY):
        caller = program(world.coordinator)
        assert caller.post("/visits", draft).status_code == 201
        found = operations()
        cases = -(-CASES // len(found))  # rounded up
        failures = {one.label: ask(one, caller.key, cases=cases) for one in found}
    assert {label: failed for label, failed in failures.items() if failed} == {}
