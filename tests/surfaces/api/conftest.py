"""Programs that call: each with a token of one of the people of a small company."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.domains.visits.world import World

from yingke.foundation.identity.models import User
from yingke.surfaces.api.models import ApiToken
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.v1.rate_limits import limiter


@dataclass
class Caller:
    """A program with a token."""

    token: ApiToken
    key: str

    def get(self, path: str, query: dict[str, Any] | None = None) -> HttpResponse:
        return Client(raise_request_exception=False).get(
            f"/api/v1{path}", query, headers={"Authorization": f"Bearer {self.key}"}
        )

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("patch", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        send = getattr(Client(raise_request_exception=False), method)
        return send(
            f"/api/v1{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}", **named},
        )


@pytest.fixture(autouse=True)
def _fresh_counts():
    limiter.reset()


@pytest.fixture
def program() -> Callable[..., Caller]:
    def make(user: User, scope: str = "write") -> Caller:
        return Caller(*tokens.create_token(actor=user, name="同步", scope=scope))

    return make


@pytest.fixture
def draft(world: World) -> dict[str, Any]:
    """The body of a request for a visit."""
    return {
        "account_id": world.account.pk,
        "site_id": world.site.pk,
        "visit_type": "talks",
        "title": "高层来访",
        "arrives_at": "2025-11-25T09:30:00+08:00",
        "leaves_at": "2025-11-25T16:30:00+08:00",
        "headcount": 3,
    }
