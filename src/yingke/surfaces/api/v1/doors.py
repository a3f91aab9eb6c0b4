"""Who comes in: bearer tokens, what they may do, and how often."""

from threading import Lock
from time import monotonic

from django.http import HttpRequest
from ninja.security import HttpBearer

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy
from yingke.surfaces.api import queries
from yingke.surfaces.api.models import ApiToken
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.terms import Scope
from yingke.surfaces.api.v1.problems import Problem

MINUTE = 60.0


class Limiter:
    """Counts requests by token and minute in this process, and asks the policy once a minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._began, self._limit, self._counts = float("-inf"), 0, dict[int, int]()

    def count(self, token_id: int) -> None:
        """One more request; Problem 429 past the limit."""
        now = monotonic()
        with self._lock:
            if now - self._began >= MINUTE:
                self._limit = int(policy.value("api.requests_per_minute"))
                self._began, self._counts = now, {}
            used = self._counts[token_id] = self._counts.get(token_id, 0) + 1
            left = MINUTE - (now - self._began)
        if used > self._limit:
            raise Problem(429, headers={"Retry-After": str(int(left) + 1)})


limiter = Limiter()


class Bearer(HttpBearer):
    """`Authorization: Bearer <key>`; the request then acts as the token's person."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, or None for a key that is unknown, revoked or of somebody who has left."""
        found = queries.token_of(token)
        if found is None:
            return None
        limiter.count(found.pk)
        if self.scope == Scope.WRITE and found.scope != Scope.WRITE:
            raise RuleViolation("scope_missing", scope=Scope.WRITE.value)
        tokens.note_use(found)
        request.user = found.user
        return found


READ, WRITE = Bearer(Scope.READ), Bearer(Scope.WRITE)
