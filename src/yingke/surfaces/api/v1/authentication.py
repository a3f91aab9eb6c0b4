"""Bearer tokens and their scopes."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api import queries
from yingke.surfaces.api.models import ApiToken
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.terms import Scope
from yingke.surfaces.api.v1.rate_limits import limiter


class TokenRequest(UserRequest):
    """A request behind a bearer token."""

    auth: ApiToken


class Bearer(HttpBearer):
    """`Authorization: Bearer <key>`; the request then acts as the token's user."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token; None if the key is unknown or revoked or its user is inactive."""
        found = queries.token_of(token)
        if found is None:
            return None
        limiter.count(found.pk)
        if self.scope == Scope.WRITE and found.scope != Scope.WRITE:
            raise RuleViolation("scope_missing", scope=Scope.WRITE.value)
        tokens.record_use(found)
        request.user = found.user
        return found


READ, WRITE = Bearer(Scope.READ), Bearer(Scope.WRITE)
